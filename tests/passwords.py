"""Hashes of passwords for systems under test: none that takes its time."""

from __future__ import annotations

import argon2

QUICK = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
QUICK_NOBODYS = QUICK.hash("nobody's")
