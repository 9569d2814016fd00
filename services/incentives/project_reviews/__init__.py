"""Reviews of major projects (重大项目社会评价) by commissioners and activists, answered by the owner. R53."""
