"""Consents (同意): given for one purpose, withdrawn at any time, kept as proof."""
