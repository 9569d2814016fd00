"""Tokens that an operator made at a terminal: listed, and taken back when they must not hold."""
