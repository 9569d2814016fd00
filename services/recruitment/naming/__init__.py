"""Naming (填写账号): the account of a person proposed without one, and its consequences."""
