"""What is remembered: the only room with SQL; leaves every rule and every wording to others."""
