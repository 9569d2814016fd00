"""The register's log of events, for those who keep a copy of it."""
