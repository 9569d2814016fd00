"""Proposing (提名): people for a post, how they were found, and renewals."""
