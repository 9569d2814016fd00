"""Sharing meetings (经验分享会): planned, held, minuted; a quarter without one shows. R47."""
