"""Receptions (接待): how many residents a commissioner met, most without an appeal."""
