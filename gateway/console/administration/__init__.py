"""The administrator's day."""
