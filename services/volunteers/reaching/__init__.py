"""Reaching a volunteer without an account: the contact for one message, when it is sent."""
