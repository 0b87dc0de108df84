"""What talks: command line, settings, web, worker and platforms; leaves rules and tables to the rooms to its right."""
