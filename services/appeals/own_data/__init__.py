"""A person's own data (个人信息权利): a copy of it, and its erasure; PIPL art. 45 to 47."""
