"""What the appeals service publishes, takes and answers."""
