"""The area tree (区划): the streets and communities, and since when they exist."""
