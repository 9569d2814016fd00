"""Complaints as personal data: the copy for the person concerned, and forgetting. PIPL art. 45, 47."""
