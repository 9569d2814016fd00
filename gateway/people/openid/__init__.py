"""The city's account system (统一身份认证): signing in by OpenID Connect, and its identities."""
