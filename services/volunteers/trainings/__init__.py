"""Trainings of volunteers, which prove skills for a time."""
