"""Invited people without an account (受邀人): name and contact sealed, seen for a reason, erased. R50, R53."""
