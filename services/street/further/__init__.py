"""Posts, commissioners, volunteers, activities, hours and honours of communities, counted."""
