"""API keys (API 密钥): for programs of other systems, each with fewer rights than its owner."""
