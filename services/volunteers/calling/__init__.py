"""The people whom a commissioner may call: people of their team who agree."""
