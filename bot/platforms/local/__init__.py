"""A chat service in our own process, for trying the desk out; leaves showing it to the pages and the terminal."""
