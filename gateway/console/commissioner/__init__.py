"""The day of a commissioner (社区专员)."""
