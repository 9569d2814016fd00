"""How often a caller may call (限流), shared by all gateways."""
