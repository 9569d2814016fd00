"""HTTP: what every request passes, what is read of it, and what every answer carries."""
