"""People and programs: accounts with roles and offices, how they sign in, and who calls."""
