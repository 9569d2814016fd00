"""What people do with Linli, over HTTP, on both set-ups."""
