"""How often somebody may call (限流), shared by all gateways."""
