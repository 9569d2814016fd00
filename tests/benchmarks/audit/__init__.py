"""What the audit costs intake."""
