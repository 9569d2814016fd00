"""Accounts (账号) and the roles they hold at areas, from a day to a day."""
