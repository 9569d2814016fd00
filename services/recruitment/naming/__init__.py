"""Naming (填写账号): which account somebody has who was proposed without one, and all that follows."""
