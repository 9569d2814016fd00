"""Appointments (聘任): who is commissioner on which post, from the proposal to the end of the term."""
