"""The digests of a city: measured beside nothing else."""
