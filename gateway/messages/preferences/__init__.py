"""By which ways an account wants its notices, and when it is left alone (免打扰时段)."""
