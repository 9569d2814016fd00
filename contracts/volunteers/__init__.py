"""What the volunteers' service publishes and answers."""
