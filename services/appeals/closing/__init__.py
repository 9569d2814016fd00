"""Closing (办结) and reopening: settled and closed are two facts."""
