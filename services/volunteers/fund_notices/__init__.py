"""Notices (通知) about a project of the support fund, asked for by whatever decides on it."""
