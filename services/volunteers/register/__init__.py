"""The register of volunteers as staff read it, with what can be done with each."""
