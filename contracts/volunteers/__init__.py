"""What the service of volunteers (义工) tells the others."""
