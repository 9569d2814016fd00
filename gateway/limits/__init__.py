"""Limits: how often a caller may call."""
