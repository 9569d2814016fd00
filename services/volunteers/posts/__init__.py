"""Posts and their commissioners, as recruitment tells of them."""
