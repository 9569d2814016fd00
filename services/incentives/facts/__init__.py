"""Facts (事实) that count for a commissioner: one row each, from the events of other services."""
