"""Social workers (社工) and staff: what they are for, written down in the register."""
