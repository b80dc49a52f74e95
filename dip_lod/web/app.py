"""The web application, made from a configuration and a publication."""

import hashlib
from pathlib import Path

from flask import Flask

from dip_lod.config import Config
from dip_lod.publication.reading import Publication
from dip_lod.sparql import engines
from dip_lod.web import (
    agenda,
    audiences,
    borrowed,
    changes,
    company_accounts,
    compression,
    dataset,
    documents,
    downloads,
    editor,
    endpoint,
    figures,
    harvest_page,
    headers,
    history,
    home,
    ldes,
    memento,
    model,
    notices,
    oai,
    ontology,
    operations,
    partners,
    problems,
    quality,
    questions,
    reconcile,
    request_log,
    search,
    site,
    sitemap,
    static,
)
from dip_lod.web.current import FixedPublication, Publications
from dip_lod.web.front import Front, Note
from dip_lod.web.metrics import Meter

SITE = "dip_lod"
"""Where Flask keeps what the pages are made with."""


def create_app(config: Config, publications: Publications | Publication, sparql_socket: Path | None = None) -> Flask:
    """Make the application.

    `publications` gives each request its publication (`current.CurrentPublication`), or is the only one.
    Without `sparql_socket` (of `sparql.supervisor`) the endpoint answers 503.
    """
    if isinstance(publications, Publication):
        publications = FixedPublication(publications)
    engine = engines.choose(config, sparql_socket) if sparql_socket else None
    salt = hashlib.sha256(str(sparql_socket).encode()).digest()  # a new name at each start
    made = site.load(config, publications, engine, salt)
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.extensions[SITE] = made
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = True
    app.url_map.converters["rest"] = documents.Rest
    app.config["MAX_CONTENT_LENGTH"] = 4 * config.limits.query_bytes
    app.config["MAX_FORM_MEMORY_SIZE"] = 4 * config.limits.query_bytes
    meter = Meter()
    meter.install(app)
    if config.log.requests:
        request_log.install(app)
    compression.install(app)
    borrowed.install(app)
    headers.install(app, config.maps.origin)  # before the other: what is done after a request goes backwards
    problems.install(app, made)
    prefix = made.root.rstrip("/") or None
    about = (home, notices, model, ontology, quality, figures, company_accounts, audiences, partners)
    harvested = (ldes, memento, changes, sitemap, oai, downloads, harvest_page)
    asked = (editor, endpoint, questions, search, reconcile)
    for concern in (*about, agenda, dataset, documents, history, *harvested, *asked, static):
        app.register_blueprint(concern.blueprint(made), url_prefix=prefix)
    app.register_blueprint(operations.blueprint(made, meter, sparql_socket), url_prefix=prefix)
    notes: list[Note] = [meter.note, *([request_log.note] if config.log.requests else [])]
    app.wsgi_app = Front(made, app.wsgi_app, notes)  # type: ignore[method-assign]
    return app
