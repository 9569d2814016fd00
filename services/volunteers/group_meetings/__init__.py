"""Meetings of groups (会议)."""
