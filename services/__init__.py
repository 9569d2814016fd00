"""The services: each owns its data, hears of the others by events, and imports none of them."""
