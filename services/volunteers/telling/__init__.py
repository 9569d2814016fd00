"""Telling (告知) everybody who signed up: another time or place, calling off, and tomorrow."""
