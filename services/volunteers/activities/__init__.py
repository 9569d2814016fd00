"""Activities (活动) and their shifts."""
