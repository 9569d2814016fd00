"""Ratings of reports that are counted, wherever something is compared or shown by them. R25."""
