"""Invitations of the street office to year-end meetings (年终会议), with replies and attendance. R50."""
