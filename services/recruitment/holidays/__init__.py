"""Holidays (节假日): which days are worked, as published, and as entered over it."""
