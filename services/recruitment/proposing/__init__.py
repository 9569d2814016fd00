"""Proposing (提名): who is put forward for a post, how they were found, and what is renewed."""
