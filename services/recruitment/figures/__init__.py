"""Figures (统计): appointments and posts counted from their rows, for any period and any day."""
