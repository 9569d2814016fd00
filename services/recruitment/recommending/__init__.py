"""Recommending (推荐): residents or a group name somebody, who then applies or does not."""
