"""Files: what they really are, where they lie, and which appeal they belong to."""
