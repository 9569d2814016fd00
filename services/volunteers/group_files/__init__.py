"""What of a group may still name a person whose name was erased (删除姓名后的文件核对)."""
