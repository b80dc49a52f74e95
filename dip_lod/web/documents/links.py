"""The headers that say what a document is: Content-Location, and Link (RFC 8288) to its other forms."""

from functools import lru_cache
from urllib.parse import urlsplit

from flask import Response, request

from dip_lod import uris
from dip_lod.publication.reading import Publication
from dip_lod.web.documents import memento
from dip_lod.web.http.forms import FORMS, Form
from dip_lod.web.page.site import Site
from dip_lod.web.rdf import profiles
from dip_lod.web.rdf.profiles import Profile

_TOKENS = "http://www.w3.org/ns/dx/prof/Profile"
"""The type of what `token` names (Content Negotiation by Profile, 7.3)."""
_PATH = "\0"
"""Stands for the path of a document, which has no such character."""


def describe(
    response: Response, site: Site, name: uris.Name, form: Form, profile: Profile = profiles.WHOLE
) -> Response:
    """Put these headers on an answer to a request."""
    if response.status_code not in (200, 304):
        return response
    query = request.query_string.decode("ascii", "ignore")
    publication = site.publications.current()
    if response.status_code == 304:
        response.headers["Content-Location"] = _place(site, name, form, _tail(query, profile))
        return response
    has_rda = None if "in" in request.args or "list" in request.args else publication.has_rda(name)
    place, relations = stated(site, publication, name, form, query, profile, has_rda)
    response.headers["Content-Location"] = place
    response.headers.add("Link", relations)
    return response


def stated(
    site: Site,
    publication: Publication,
    name: uris.Name,
    form: Form,
    query: str,
    profile: Profile = profiles.WHOLE,
    has_rda: bool | None = None,
) -> tuple[str, str]:
    """Say where this form has its own URL, what it describes and conforms to, and where the other forms are.

    Of other profiles only the page of each is named: proxies take no more than 4 kB of headers. `_profile=alt` has all.
    None are named of a part of a document, where `has_rda` is None.
    """
    base, tail = publication.base, _tail(query, profile)
    local = uris.path(*name, prefix="doc")
    path = site.root + local
    said = [f'<{base}{local}>; rel="canonical"', f'<{uris.mint(base, *name)}>; rel="describes"']
    said.append(memento.relations(site, local.partition("/")[2]))
    said.append(_forms(form, _safe(tail), profile).replace(_PATH, path))
    if has_rda is not None:
        said.append(_profiles(profile, has_rda).replace(_PATH, path))
    return _place(site, name, form, tail), ", ".join(said)


def _place(site: Site, name: uris.Name, form: Form, tail: str) -> str:
    return f"{site.root}{uris.path(*name, prefix='doc')}.{form.extension}{_safe(tail)}"


@lru_cache(256)
def _forms(form: Form, tail: str, profile: Profile) -> str:
    """Name the other forms, and what this one conforms to, for any path."""
    stated = [
        f'<{_PATH}.{other.extension}{tail}>; rel="alternate"; type="{other.media_type}"'
        for other in FORMS
        if other != form
    ]
    return ", ".join([*stated, *(f'<{uri}>; rel="profile"' for uri in (profile.uri, *profile.standards))])


@lru_cache(64)
def _profiles(profile: Profile, has_rda: bool) -> str:
    """Name the profiles that there are, for any path."""
    stated = []
    for other in profiles.offered(has_rda):
        address = _PATH if other is profiles.WHOLE else f"{_PATH}?_profile={other.token}"
        stated.append(f'<{_TOKENS}>; rel="type"; token="{other.token}"; anchor="{other.uri}"')
        if other is not profile:
            stated.append(f'<{address}>; rel="alternate"; formats="{other.uri}"')
    return ", ".join(stated)


def _tail(query: str, profile: Profile) -> str:
    """Spell the query of this form's own URL: the profile in it, the media type not, for the extension says that."""
    kept = [one for one in query.split("&") if one and one.partition("=")[0] not in ("_profile", "_mediatype")]
    kept += [] if profile is profiles.WHOLE else [f"_profile={profile.token}"]
    return "?" + "&".join(kept) if kept else ""


def _safe(query: str) -> str:
    """Keep a query string from ending its place in a header."""
    return query if urlsplit(query).query and not set(query) & set('<>"\\ ,;') else ""
