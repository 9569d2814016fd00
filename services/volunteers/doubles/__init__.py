"""Two registrations with one phone: merged with their history, or kept apart with a reason."""
