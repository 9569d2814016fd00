"""What changed since the last digest: which areas, and how far their sources were heard."""
