"""Terms (聘期): how they end, the year's evaluation, and the reminders."""
