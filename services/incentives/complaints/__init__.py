"""Complaints (投诉) about commissioners: examined by two, heard on both sides, answered. R25."""
