"""The register of volunteers (义工): the person, and where they are registered."""
