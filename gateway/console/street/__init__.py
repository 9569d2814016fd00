"""The street office's day."""
