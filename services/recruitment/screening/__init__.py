"""Screening (筛选): stages, scores by several assessors, decisions with reasons; R13, R46."""
