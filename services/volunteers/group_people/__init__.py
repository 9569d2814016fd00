"""Founders, leaders and members of groups, as far as they are named."""
