"""Routes that the appeals service answers."""
