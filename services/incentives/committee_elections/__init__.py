"""Elections of residents' committees (居委会换届选举): commissioners' seats against the target. R52."""
