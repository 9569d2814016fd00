"""Contests of groups (比赛) and their results."""
