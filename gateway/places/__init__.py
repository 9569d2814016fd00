"""Places and categories that an appeal may name."""
