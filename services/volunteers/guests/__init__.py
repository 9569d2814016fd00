"""Guests (未注册居民、团体): residents without registration, and groups, who take places."""
