"""The commands, one module each with `add_arguments` and `run`; leaves which there are to bot/__main__."""
