"""What becomes of a registration: the person is met, gets an account, leaves."""
