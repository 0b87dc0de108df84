"""The rules of the desk: who is who, the life of a question, whose turn it is, and which hours count."""
