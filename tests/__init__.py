"""Every claim about Linli, shown."""
