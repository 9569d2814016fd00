"""Killing everything in turn under load: every 202 is one stored appeal, counted once."""
