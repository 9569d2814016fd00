"""The cap of posts (岗位职数上限) of a community, and overrides (增设) that the street grants."""
