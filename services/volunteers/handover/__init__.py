"""Commissioners who come into office and leave it: their teams follow the post (交接)."""
