"""Uses of a volunteer's contact, which the person sees in the copy of their data."""
