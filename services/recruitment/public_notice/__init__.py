"""Public notice (公示) of a candidate, and objections (异议) to it with their answers."""
