"""Certificates of hours (志愿服务记录证明)."""
