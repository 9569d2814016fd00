"""The table of teams (团队名册): existing teams are classed and taken over."""
