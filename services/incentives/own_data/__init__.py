"""Own data (个人信息权利): a copy for commissioners, and erasure after `appointment_erased`."""
