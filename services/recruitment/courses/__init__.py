"""Courses (培训): what commissioners learn, when and where, and what came of it."""
