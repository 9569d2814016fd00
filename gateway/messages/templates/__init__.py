"""The wording of notices (通知模板): each kind has ours, and a street may have its own."""
