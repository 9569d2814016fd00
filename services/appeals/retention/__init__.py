"""Retention (保存期限): what is past its period is cleaned as an erasure cleans it; PIPL art. 19."""
