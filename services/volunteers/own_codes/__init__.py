"""A person's code made anew; the one before ends."""
