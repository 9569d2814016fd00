"""Consents (同意) as volunteers need them: what was agreed to, where, and whether it holds now."""
