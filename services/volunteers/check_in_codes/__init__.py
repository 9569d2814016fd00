"""Checking oneself in with a code that changes every day (签到码)."""
