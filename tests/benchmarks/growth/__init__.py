"""How much the databases and the stream grow in a year."""
