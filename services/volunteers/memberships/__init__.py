"""Memberships: offered, answered by the person, ended."""
