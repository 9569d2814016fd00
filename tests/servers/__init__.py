"""Throw-away servers and processes: every test run starts its own and takes them away."""
