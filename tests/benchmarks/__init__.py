"""What Linli does in a second, beside what this machine can do at best."""
