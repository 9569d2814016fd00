"""What counting costs a request."""
