"""Tables for the national system of volunteers (全国志愿服务信息系统): columns, trial, export."""
