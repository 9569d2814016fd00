"""The area tree (区划): which streets and communities there are, and since when."""
