"""Durations (办理用时): how long closed appeals took, counted from their rows."""
