"""API keys (API 密钥): for programs of other systems, each with less than its owner may."""
