"""Certificates (聘任证书): one that counts for each appointment, numbered, printed, checked by anyone."""
