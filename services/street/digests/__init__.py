"""Digests (汇总): the figures of each area as an event, whole and naming nobody (R55 to R57, R66)."""
