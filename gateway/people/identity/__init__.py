"""Who is calling: signed tokens, and which roles may use which routes."""
