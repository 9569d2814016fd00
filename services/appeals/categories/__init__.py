"""Categories (诉求分类): what an appeal can be about."""
