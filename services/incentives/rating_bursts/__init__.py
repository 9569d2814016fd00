"""Ratings (评议) that came many from one network in a short time: set aside until somebody decides."""
