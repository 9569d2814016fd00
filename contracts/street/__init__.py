"""What the street office's read model answers."""
