"""Appointments (聘任): who is commissioner on which post, read, and what its steps do alike."""
