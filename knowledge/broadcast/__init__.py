"""The news: what central contacts tell everybody."""
