"""Offices (任职): how a decision of another service becomes a role of an account.

A role given as a side effect of an event has passed no check of the direct way. So an account gets
it only in its home, and only after its owner has confirmed it. Appointments of commissioners come
this way, and so does every role given by an event.
"""
