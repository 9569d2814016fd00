"""Promises of service (服务承诺): counted by facts, or seen by somebody else. R23, R24."""
