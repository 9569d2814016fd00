"""What a person brings along, and how they are reached, when it changes."""
