"""The log of the register's events, for those who keep a copy of it."""
