"""Notices (通知) about one shift of an activity: asked for here, whoever has something to tell."""
