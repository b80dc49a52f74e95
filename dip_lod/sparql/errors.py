"""What stops the endpoint itself, as against a query that fails (see answer.py)."""

from dip_lod.errors import DipLodError


class EndpointError(DipLodError):
    """Say that the supervisor of the SPARQL workers cannot start or that a request to it is wrong."""

    exit_code = 8
