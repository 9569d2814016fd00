"""The data stored about an account's owner (账号个人信息): closing, a copy, erasure, retention.

It knows every capability with data about an account; they do not know it.
"""
