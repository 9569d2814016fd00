"""The sheet (评价材料) by which the committee looks at a commissioner's year. R11, R47."""
