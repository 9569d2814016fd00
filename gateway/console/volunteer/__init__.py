"""Pages of volunteers and social workers with an account."""
