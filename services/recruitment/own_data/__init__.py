"""Own data (个人信息权利): an applicant's copy and erasure, and how long everything is kept; PIPL art. 19, 45, 47."""
