"""Reaching the applicant: the contact for one message, at the moment at which it is sent."""
