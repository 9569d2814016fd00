"""What residents do without an account, and without a script."""
