"""What the gateway itself answers, without asking a service."""
