"""Rating (评议): what the resident thinks of a closing."""
