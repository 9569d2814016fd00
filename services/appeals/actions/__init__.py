"""Actions (办理): what is done for an appeal, with one of the seven methods (七大方法)."""
