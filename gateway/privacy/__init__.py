"""People's data: copies of it, its erasure, and counting its viewings."""
