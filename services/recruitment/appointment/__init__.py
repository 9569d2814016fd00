"""Appointments (聘任): the commissioners of posts, read, and the common part of its steps."""
