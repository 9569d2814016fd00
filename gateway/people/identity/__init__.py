"""Identity of callers: signed tokens, and which roles may use which routes."""
