"""Hours of service (志愿服务时长)."""
