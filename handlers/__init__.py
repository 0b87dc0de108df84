"""What happens on each occasion, and what is then said; leaves tables to storage, rules to knowledge and the network to bot."""
