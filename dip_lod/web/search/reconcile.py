"""`/reconcile` (version 0.2) and `/reconcile/1.0` (its draft): match, suggest, preview, view, extend."""

import json
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from dip_lod.errors import PublicationError
from dip_lod.publication.reading import Publication
from dip_lod.reconcile import manifest, queries
from dip_lod.reconcile.facts import PROPERTIES
from dip_lod.reconcile.matching import Asked, Candidate
from dip_lod.reconcile.queries import BadQuery
from dip_lod.reconcile.service import Service, Words
from dip_lod.search.candidates import Candidates
from dip_lod.search.vocabulary import KINDS
from dip_lod.web.http.search_rate import Rate
from dip_lod.web.page.fairness import Fairness
from dip_lod.web.page.site import Site
from dip_lod.web.search import reconcile_form, search_answer
from dip_lod.web.words import borrowed
from dip_lod.web.words.texts import Texts

REQUESTS, A_SECOND, EACH = 240, 8.0, 10
"""Requests that a client has at once, those that flow in again in a second, and how many queries count as one."""

BYTES = 2_000_000
"""Of a batch."""

_candidates = lru_cache(4)(Candidates)
_CALLBACK = re.compile(r"[A-Za-z_$][\w$.]{0,100}")


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("reconcile", __name__)
    fairness = Fairness(site, Rate(REQUESTS, A_SECOND), "reconcile")

    @made.before_request
    def bounded() -> None:
        request.max_content_length = request.max_form_memory_size = BYTES

    fairness.hold(made)

    @made.errorhandler(BadQuery)
    def wrong(error: BadQuery) -> Response:
        return _json({"status": "error", "message": str(error)}, 400)

    @made.errorhandler(PublicationError)
    def unready(error: PublicationError) -> Response:
        return _json({"status": "error", "message": str(error)}, 503)

    def charge(count: int) -> None:
        fairness.charge(max(0, count - 1) // EACH)

    def service() -> Service:
        return _service(site.publications.current())

    def words() -> Words:
        return _words(site.visitor(request).texts)

    def described(write: Callable[[str, str, str, Words], dict[str, Any]]) -> dict[str, Any]:
        publication = site.publications.current()
        return write(publication.base, site.config.dataset.name, publication.id, words())

    @made.route(f"/{manifest.PATH}", methods=["GET", "POST"])
    def old() -> Response:
        asked, said, base = reconcile_form.read(request), words(), site.publications.current().base
        if "queries" in asked:
            batch = queries.batch(asked["queries"], base)
            charge(len(batch))
            return _json({name: {"result": _old(service(), one, said)} for name, one in batch.items()})
        if "query" in asked:
            one = queries.batch({"query": asked["query"]}, base)["query"]
            return _json({"result": _old(service(), one, said)})
        if "extend" in asked:
            return _json(_extended(service(), asked["extend"], said, False))
        return _json(described(manifest.old))

    @made.get(f"/{manifest.DRAFT_PATH}")
    def draft() -> Response:
        return _json(described(manifest.draft))

    @made.post(f"/{manifest.DRAFT_PATH}/match")
    def match() -> Response:
        said = words()
        asked = queries.draft(reconcile_form.body(request), site.publications.current().base)
        charge(len(asked))
        return _json({"results": [{"candidates": _draft(service(), one, said)} for one in asked]})

    @made.post(f"/{manifest.DRAFT_PATH}/extend")
    def extend() -> Response:
        return _json(_extended(service(), reconcile_form.body(request), words(), True))

    @made.get(f"/{manifest.PATH}/extend/propose")
    @made.get(f"/{manifest.DRAFT_PATH}/extend/propose")
    def propose() -> Response:
        kind, said = request.args.get("type", ""), words()
        fitting = [one for one in PROPERTIES.values() if not kind or kind in one.kinds]
        limit = request.args.get("limit", 0, type=int)
        listed = [{"id": one.id, "name": said.properties[one.id]} for one in fitting][: limit if limit > 0 else None]
        more = ({"type": kind} if kind else {}) | ({"limit": limit} if limit > 0 else {})
        return _json({"properties": listed} | more)

    @made.get(f"/{manifest.PATH}/suggest/<any(entity, property, type):what>")
    @made.get(f"/{manifest.DRAFT_PATH}/suggest/<any(entity, property, type):what>")
    def suggest(what: str) -> Response:
        said, prefix = words(), request.args.get("prefix", "")
        limit, cursor = request.args.get("limit", 20, type=int), request.args.get("cursor", 0, type=int)
        if what == "entity":
            kinds = tuple(kind for kind in KINDS if kind == request.args.get("type")) or KINDS
            found = [_notable(one) for one in service().suggest(prefix, kinds, limit, said)]
        else:
            every = said.kinds if what == "type" else said.properties
            begun = prefix.casefold()
            found = [{"id": one, "name": name} for one, name in every.items() if begun in f"{one} {name}".casefold()]
        return _json({"result": found[max(0, cursor) :]})

    @made.get(f"/{manifest.PATH}/flyout")
    def flyout() -> Response:
        html = _card(site, service(), words(), "reconcile_card.html")
        return _json({"id": request.args.get("id", ""), "html": html})

    def framed() -> Response:
        page = _card(site, service(), words(), "reconcile_preview.html")
        return Response(page, content_type="text/html; charset=utf-8")

    made.add_url_rule(f"/{manifest.PATH}/preview", "preview", framed)
    made.add_url_rule(f"/{manifest.DRAFT_PATH}/preview", "preview_draft", framed)

    @made.get(f"/{manifest.PATH}/view")
    def view() -> Response:
        found = service().find(request.args.get("id", ""))
        if found is None:
            raise NotFound
        return Response(status=303, headers={"Location": f"{site.root}id/{found.key}"})

    return made


def _service(publication: Publication) -> Service:
    return Service(publication, _candidates(search_answer.index(publication)))


def _words(texts: Texts) -> Words:
    table = texts.tables["reconcile"]
    kinds = {kind: borrowed.bare(texts.kind(kind)) for kind in KINDS}
    return Words(texts.language, kinds, {one: borrowed.bare(str(table["properties"][one])) for one in PROPERTIES})


def _old(service: Service, asked: Asked, words: Words) -> list[dict[str, Any]]:
    return [_judged(one, told, None) for one, told in service.match(asked, words)]


def _draft(service: Service, asked: Asked, words: Words) -> list[dict[str, Any]]:
    return [_judged(one, told, words) for one, told in service.match(asked, words)]


def _judged(one: Candidate, told: dict[str, Any], words: Words | None) -> dict[str, Any]:
    """Add score, decision and features; in the draft a feature has a name."""
    features = [
        {"id": id, "value": value} | ({"name": words.properties.get(id, id)} if words else {})
        for id, value in one.features.items()
    ]
    return told | {"score": one.score, "match": one.match, "features": features}


def _notable(told: dict[str, Any]) -> dict[str, Any]:
    return {("notable" if name == "type" else name): value for name, value in told.items()}


def _extended(service: Service, data: Any, words: Words, draft: bool) -> dict[str, Any]:
    """Answer an extension; rows are an object in 0.2, a list in the draft."""
    given = data if isinstance(data, dict) else {}
    names, found = service.extend(given.get("ids"), given.get("properties"), words)
    meta = [{"id": name, "name": words.properties[name]} for name in names]
    if draft:
        rows: Any = [
            {"id": id, "properties": [{"id": name, "values": one} for name, one in zip(names, values, strict=True)]}
            for id, values in found
        ]
    else:
        rows = {id: dict(zip(names, values, strict=True)) for id, values in found}
    return {"meta": meta, "rows": rows}


def _card(site: Site, service: Service, words: Words, template: str) -> str:
    found = service.find(request.args.get("id", ""))
    if found is None:
        raise NotFound
    reader = site.visitor(request)
    name = words.best(found.labels, found.key)
    href = f"{site.publications.current().base}id/{found.key}"
    lines = service.shown(found, words)
    return site.page(template, reader, name=name, kind=words.kinds[found.kind], lines=lines, href=href)


def _json(data: Any, status: int = 200) -> Response:
    """Answer with JSON; by GET also as a call (JSONP), for clients of 0.2."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    call = request.args.get("callback", "") if request.method == "GET" else ""
    if call and _CALLBACK.fullmatch(call):
        safe = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<", "\\u003c")
        return Response(f"/**/{call}({safe});", status, content_type="text/javascript; charset=utf-8")
    return Response(text.encode("utf-8", "replace"), status, content_type="application/json; charset=utf-8")
