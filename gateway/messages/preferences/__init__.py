"""The ways an account gets its notices, and its quiet hours (免打扰时段)."""
