"""People and programs: accounts with roles and offices, signing in, and the identity of callers."""
