"""Counts and times of the requests, across all web workers, for Prometheus.

The workers count in files of one folder (`PROMETHEUS_MULTIPROC_DIR`, which `web.server` sets before any of them counts)
and whichever worker is asked adds them up. In a single process, as in tests, they count in memory.
"""

import os
import time
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask, Response, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from dip_lod.web.endpoint.query_log import NOTED

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Bounds of the histogram: a packed document takes a few thousandths, a SPARQL query up to its limit."""

_METHODS = frozenset(("GET", "HEAD", "OPTIONS", "POST"))
_BEGUN = "dip_lod.begun"


class Meter:
    """Counts requests by route, method and status, and times them by route; a route is a name of ours, not a path."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "dip_lod_http_requests", "Requests answered.", ("route", "method", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "dip_lod_http_request_seconds",
            "Time from a request's arrival in a worker to the last byte handed on.",
            ("route",),
            buckets=SECONDS,
            registry=self._registry,
        )
        self._stored = Counter(
            "dip_lod_pages_from_store", "Pages that a worker took from the store.", registry=self._registry
        )
        self._running = Gauge(
            "dip_lod_http_requests_running", "Requests at hand.", registry=self._registry, multiprocess_mode="livesum"
        )

        self._queries = Counter(
            "dip_lod_sparql_queries",
            "SPARQL queries, by what became of them.",
            ("fate", "view"),
            registry=self._registry,
        )
        self._query_seconds = Histogram(
            "dip_lod_sparql_query_seconds",
            "Time from a query's arrival to its whole answer, or to its failure.",
            ("view",),
            buckets=SECONDS,
            registry=self._registry,
        )

    def install(self, app: Flask) -> None:
        """Count every request of an application, answers with errors too."""

        @app.before_request
        def begin() -> None:
            request.environ[_BEGUN] = time.perf_counter()
            self._running.inc()

        @app.after_request
        def end(response: Response) -> Response:
            begun = request.environ.pop(_BEGUN, None)
            if begun is None:
                return response
            route = request.endpoint or "none"
            method = request.method if request.method in _METHODS else "other"
            self._requests.labels(route, method, str(response.status_code)).inc()
            if NOTED in request.environ:
                fate, view, seconds = request.environ[NOTED]
                self._queries.labels(fate, view).inc()
                self._query_seconds.labels(view).observe(seconds)

            def close() -> None:
                self._running.dec()
                self._seconds.labels(route).observe(time.perf_counter() - begun)

            response.call_on_close(close)
            return response

    def note(self, environ: Mapping[str, Any], route: str, size: int, kind: str, seconds: float) -> None:
        """Count an answer that was given before the application began (web.page.front)."""
        self._requests.labels(route, environ["REQUEST_METHOD"], "200").inc()
        self._seconds.labels(route).observe(seconds)

    def stored(self) -> None:
        """Count a page that was taken from the store."""
        self._stored.inc()

    def text(self, others: Iterable[Collector]) -> bytes:
        """Write all counts in Prometheus's text form, with what other collectors know at this moment."""
        registry: Any = CollectorRegistry()
        if values.ValueClass is not values.MutexValue:
            MultiProcessCollector(registry, os.environ[FOLDER])  # type: ignore[no-untyped-call]
            added = generate_latest(registry)
            registry = CollectorRegistry()
        else:
            added = generate_latest(self._registry)
        for one in others:
            registry.register(one)
        return added + generate_latest(registry)


def ended(process: int) -> None:
    """Forget what a worker that has ended had at hand; what it counted stays counted."""
    mark_process_dead(process)  # type: ignore[no-untyped-call]
