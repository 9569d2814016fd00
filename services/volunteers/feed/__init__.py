"""The log of the volunteers' events, for those who keep a copy of it."""
