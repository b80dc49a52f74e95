"""`/healthz`, `/readyz` and `/metrics`: for those who run the site, and the programs that watch over it."""

from pathlib import Path

from flask import Blueprint, Response, request

from dip_lod.web.http import access
from dip_lod.web.operations.damage import Damage
from dip_lod.web.operations.measures import BuildMeasures, PublicationMeasures, StoreMeasures, WorkerMeasures
from dip_lod.web.operations.metrics import Meter
from dip_lod.web.operations.readiness import Readiness, ready
from dip_lod.web.page.site import Site

_PLAIN = "text/plain; charset=utf-8"
_METRICS = "text/plain; version=0.0.4; charset=utf-8"


def blueprint(site: Site, meter: Meter, damage: Damage, sparql_socket: Path | None) -> Blueprint:
    """Make the routes; no answer of theirs is ever kept by a cache."""
    made = Blueprint("operations", __name__)
    readiness = Readiness(site, damage)
    allowed = access.networks(site.config.operations.metrics)
    workers = WorkerMeasures(sparql_socket, site.config.limits)
    measures = (PublicationMeasures(site), StoreMeasures(site), BuildMeasures(site), workers)

    @made.after_request
    def fresh(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response

    @made.get("/healthz")
    def health() -> Response:
        return Response("ok\n", content_type=_PLAIN)

    @made.get("/readyz")
    def readyz() -> Response:
        checks = readiness.checks()
        lines = [f"{name} {said}\n" for name, said in checks.items()]
        return Response("".join(lines), 200 if ready(checks) else 503, content_type=_PLAIN)

    @made.get("/metrics")
    def metrics() -> Response:
        if not access.direct(request, allowed):
            return Response("403 Metrics are for networks that operations.metrics names.\n", 403, content_type=_PLAIN)
        return Response(meter.text(measures), content_type=_METRICS)

    return made
