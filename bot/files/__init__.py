"""The files that people write: FAQ, directory, questions; leaves what is done with them to the commands."""
