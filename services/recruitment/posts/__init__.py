"""Posts (岗位) of a community: opened for a need, at most as many as the street allows."""
