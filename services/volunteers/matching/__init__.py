"""Matching (匹配): who suits a team, and why."""
