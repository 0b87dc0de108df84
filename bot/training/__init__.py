"""Makes the matcher's weight files from labelled messages."""
