"""Retention (保存期限): what the clock cleans here."""
