"""What talks: command line, settings, web server, worker and platforms; leaves rules and tables to the rooms to its right."""
