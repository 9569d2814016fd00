"""An applicant's own data (个人信息权利): a copy, its erasure, and how long it is kept; PIPL art. 19, 45, 47."""
