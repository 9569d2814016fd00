"""Settling supported projects (结算): receipts, the rest, closing; and the list for everybody."""
