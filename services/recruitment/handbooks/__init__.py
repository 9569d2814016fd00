"""Service handbooks (服务手册): entries, contact station, supervision channel, numbered editions."""
