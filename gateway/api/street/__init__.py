"""Routes that the street service answers."""
