"""The day of a community's party committee."""
