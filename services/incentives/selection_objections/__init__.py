"""Objections (异议) to nominations and honours, answered by the street office. R48."""
