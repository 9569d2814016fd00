"""The log of recruitment's events, for those who keep a copy of it."""
