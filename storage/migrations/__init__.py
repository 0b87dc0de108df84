"""How the tables came about, step by step; leaves running the steps to migrate."""
