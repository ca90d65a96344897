"""Real histories: reading them, and one file for each table of what their forecasts were worth."""
