"""The steps, in order of their numbers; leaves the tables as they are now to schema."""
