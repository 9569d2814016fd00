"""What volunteers can do and like to do: the street's catalogue, in which one skill includes others."""
