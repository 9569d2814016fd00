"""Files: their true kind, their place, and the appeal they belong to."""
