"""What the services have in common: meeting strangers, names, trouble; leaves each service's own ways to it."""
