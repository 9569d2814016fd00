"""Hours that a leader enters for people who came without signing up (补记)."""
