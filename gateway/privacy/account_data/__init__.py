"""The data stored about an account's owner (账号个人信息): closing, a copy, erasure, retention.

It knows every capability that keeps something about an account; none of them knows it.
"""
