"""Hours of service added up (服务时长汇总)."""
