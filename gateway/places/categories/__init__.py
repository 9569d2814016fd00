"""The gateway's copy of the appeal categories (诉求分类), kept by `category_published`."""
