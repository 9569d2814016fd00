"""HTTP: the checks on every request, how it is read, and what every answer carries."""
