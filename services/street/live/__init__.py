"""The figures that pages follow (实时数字), as the counts stand at this moment."""
