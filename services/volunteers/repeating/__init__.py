"""Recurring activities (定期活动): laid out over the days, each an activity of its own."""
