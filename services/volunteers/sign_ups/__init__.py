"""Sign-ups (报名) for shifts."""
