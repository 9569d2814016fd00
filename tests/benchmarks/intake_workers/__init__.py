"""Several intake workers on a database whose commits are slow."""
