"""A scripted day at the desk, played with a clock that jumps; leaves the desk itself as it is."""
