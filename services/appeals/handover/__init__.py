"""Hand-over (移交): what a commissioner who leaves office had open goes to somebody else."""
