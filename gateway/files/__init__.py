"""Files: their true kind, their place, and the thing they belong to."""
