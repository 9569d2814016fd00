"""Notices (通知) about one shift of an activity: asked for here by everything that has something to tell."""
