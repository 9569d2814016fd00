"""Campaigns (招募活动): announced, open from a day to a day, closed, concluded; R12."""
