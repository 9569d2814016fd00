"""The ballot (居民投票): slips of one use, on the web or on paper; nobody knows who chose whom. R48."""
