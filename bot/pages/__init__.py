"""Web pages for people; leaves what they show to the rooms to the right."""
