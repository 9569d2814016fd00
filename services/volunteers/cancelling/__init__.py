"""Cancelling an activity, which frees everybody who signed up."""
