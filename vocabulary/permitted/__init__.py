"""Permissions by service; `vocabulary.permissions` joins the parts and asks them."""
