"""HTTP as every process serves it: the gateway's interface, and the pages of health beside others."""
