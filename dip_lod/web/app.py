"""The web application, made from a configuration and a publication."""

import hashlib
from pathlib import Path

from flask import Flask

from dip_lod.config import Config
from dip_lod.publication.reading import Publication
from dip_lod.sparql import engines
from dip_lod.web.about import home, model, notices, ontology, partners
from dip_lod.web.audiences import audiences
from dip_lod.web.dataset import dataset
from dip_lod.web.documents import agenda, documents, history, memento, week, whole
from dip_lod.web.endpoint import editor, endpoint, questions
from dip_lod.web.figures import company_accounts, figures
from dip_lod.web.harvest import changes, downloads, harvest_page, ldes, oai, sitemap
from dip_lod.web.http import compression, draining, headers
from dip_lod.web.operations import damage, operations, request_log
from dip_lod.web.operations.metrics import Meter
from dip_lod.web.page import problems, site, static
from dip_lod.web.page.current import FixedPublication, Publications
from dip_lod.web.page.front import Front, Note
from dip_lod.web.quality import quality
from dip_lod.web.search import reconcile, search
from dip_lod.web.stored.reading import StoredPages
from dip_lod.web.words import borrowed

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
    draining.install(app)
    compression.install(app)
    borrowed.install(app)
    headers.install(app, config.maps.origin)  # before the other: what is done after a request goes backwards
    problems.install(app, made)
    met = damage.Damage()
    damage.install(app, made, met)
    prefix = made.root.rstrip("/") or None
    about = (home, notices, model, ontology, quality, figures, company_accounts, audiences, partners)
    harvested = (ldes, memento, changes, sitemap, oai, downloads, harvest_page)
    asked = (editor, endpoint, questions, search, reconcile)
    for concern in (*about, week, agenda, dataset, documents, history, *harvested, *asked, static):
        app.register_blueprint(concern.blueprint(made), url_prefix=prefix)
    app.register_blueprint(operations.blueprint(made, meter, met, sparql_socket), url_prefix=prefix)
    notes: list[Note] = [meter.note, *([request_log.note] if config.log.requests else [])]
    stored = StoredPages(made, meter.stored)
    app.wsgi_app = Front(made, app.wsgi_app, stored.find, whole.find, notes)  # type: ignore[method-assign]
    return app
