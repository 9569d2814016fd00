"""Year-end selections (年终评选): criteria, opinions, places, nomination, notice, award. R48, R49."""
