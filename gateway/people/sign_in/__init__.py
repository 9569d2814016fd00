"""Signing in (登录): password, second factor, and delays that grow for guessers."""
