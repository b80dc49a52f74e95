"""`/oai`: OAI-PMH over GET and POST, for harvesters of every age."""

import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import unquote_to_bytes

from flask import Blueprint, Request, Response, request

from dip_lod.errors import PublicationError
from dip_lod.harvest import secret
from dip_lod.harvest.oai.repository import PATH, Repository
from dip_lod.web.http import access, client_address
from dip_lod.web.http.search_rate import Rate
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site

XML = "text/xml; charset=utf-8"
_CHARSET = re.compile(r"charset\s*=\s*\"?(iso-8859-1|latin-?1|windows-1252|us-ascii)", re.I)


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("oai", __name__)
    rate = Rate()
    proxies = access.networks(site.config.serve.proxies)

    @made.route(f"/{PATH}", methods=["GET", "POST"])
    def oai() -> Response:
        client = client_address.number(request, proxies, site.salt)
        if client != client_address.NOBODY and (seconds := rate.wait(client)):
            return _wait(site, math.ceil(seconds))
        signed = secret.read(site.config.data_folder) or site.salt
        try:
            now = datetime.now(UTC)  # before the journal is asked: what comes later has a later datestamp
            made = Repository(site.config, site.publications.current(), site.publications.journal, signed)
            body = made.answer(_given(request), now)
        except PublicationError:
            return _wait(site, 5)
        response = Response(body, content_type=XML)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return made


def _wait(site: Site, seconds: int) -> Response:
    """Ask a harvester to come back later, as the protocol says (3.1.2.2)."""
    why = "Too often; come back after the seconds that Retry-After tells."
    return problem(site, request, 503, why, headers={"Retry-After": str(seconds)})


def _given(asked: Request) -> Iterator[tuple[str, str]]:
    """Read the arguments, of the address and of a form; the form may be in ISO-8859-1, whatever it says."""
    forms = [asked.query_string]
    if asked.method == "POST" and asked.mimetype in ("application/x-www-form-urlencoded", ""):
        forms.append(asked.get_data())
    latin = bool(_CHARSET.search(asked.headers.get("Content-Type", "")))
    for form in forms:
        for pair in form.split(b"&"):
            if pair:
                name, _, value = pair.partition(b"=")
                yield _text(name, latin), _text(value, latin)


def _text(raw: bytes, latin: bool) -> str:
    plain = unquote_to_bytes(raw.replace(b"+", b" "))
    if not latin:
        try:
            return plain.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return plain.decode("latin-1")
