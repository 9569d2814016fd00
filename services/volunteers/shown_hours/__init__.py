"""Attested hours while they are shown inside the community (公示)."""
