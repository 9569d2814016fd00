"""Consents (同意) as recruitment needs them: who agreed to what, and whether it holds now."""
