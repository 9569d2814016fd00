"""The HTTP interface: a file for each capability, with its routes and nothing else."""
