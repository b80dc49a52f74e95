"""The triple store behind the endpoint."""
