"""What everybody does with their own account."""
