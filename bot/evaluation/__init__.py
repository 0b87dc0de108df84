"""How good the matcher is, in figures, pictures and advice; leaves the command line to bot/commands."""
