"""Volunteers, teams, activities and hours over HTTP."""
