"""Sign-ins (登录状态): the sessions of browsers and the refresh tokens of programs."""
