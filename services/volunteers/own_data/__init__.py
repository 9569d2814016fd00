"""Own data (个人信息权利): a volunteer's copy and erasure, and how long everything is kept."""
