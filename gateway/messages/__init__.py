"""Messages to people: notices, their words, and the ways by which they leave."""
