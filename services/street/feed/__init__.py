"""The log of the street's events, for those who keep a copy of it."""
