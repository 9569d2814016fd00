"""The net of a community (关系网): who works with whom."""
