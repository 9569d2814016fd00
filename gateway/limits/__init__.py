"""Limits: how often somebody may call."""
