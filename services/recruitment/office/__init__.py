"""Office (任职): the four unified parts, the first day, and how the office ends."""
