"""Areas (区划) as recruitment needs them: their names through time, and whether they stand."""
