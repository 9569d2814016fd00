"""The ballot (居民投票): slips of one use, on the web or on paper; choices stand beside no code. R48."""
