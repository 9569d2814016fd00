"""What the workstation is reminded of: who waits too long, who comes of age, what ends."""
