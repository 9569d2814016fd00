"""The table of volunteers (义工名册), taken over line by line."""
