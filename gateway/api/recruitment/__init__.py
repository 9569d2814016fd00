"""Routes that the recruitment service answers."""
