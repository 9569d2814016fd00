"""Terms (聘期): how they end, what the year was worth, and who is told in time."""
