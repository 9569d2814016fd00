"""Scorecards (履职记录): what the facts say of one appointment in a period. R23, R47."""
