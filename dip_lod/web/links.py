"""The headers that say what a document is: Content-Location, and Link (RFC 8288) to its other forms."""

from urllib.parse import urlsplit

from flask import Response, request

from dip_lod import uris
from dip_lod.web import memento, profiles
from dip_lod.web.forms import FORMS, Form
from dip_lod.web.profiles import Profile
from dip_lod.web.site import Site

_TOKENS = "http://www.w3.org/ns/dx/prof/Profile"
"""The type of what `token` names (Content Negotiation by Profile, 7.3)."""


def describe(
    response: Response, site: Site, name: uris.Name, form: Form, profile: Profile = profiles.WHOLE
) -> Response:
    """Say where this form has its own URL, what it describes and conforms to, and where the other forms are.

    Of other profiles only the page of each is named: proxies take no more than 4 kB of headers. `_profile=alt` has all.
    """
    if response.status_code not in (200, 304):
        return response
    base = site.publications.current().base
    local = uris.path(*name, prefix="doc")
    path = site.root + local
    tail = _tail(request.query_string.decode("ascii", "ignore"), profile)
    response.headers["Content-Location"] = f"{path}.{form.extension}{_safe(tail)}"
    if response.status_code == 304:
        return response
    stated = [f'<{base}{local}>; rel="canonical"', f'<{uris.mint(base, *name)}>; rel="describes"']
    stated.append(memento.relations(site, local.partition("/")[2]))
    stated += [
        f'<{path}.{other.extension}{_safe(tail)}>; rel="alternate"; type="{other.media_type}"'
        for other in FORMS
        if other != form
    ]
    stated += [f'<{uri}>; rel="profile"' for uri in (profile.uri, *profile.standards)]
    if "in" not in request.args and "list" not in request.args:
        for other in profiles.offered(site.publications.current().has_rda(name)):
            address = path if other is profiles.WHOLE else f"{path}?_profile={other.token}"
            stated.append(f'<{_TOKENS}>; rel="type"; token="{other.token}"; anchor="{other.uri}"')
            if other is not profile:
                stated.append(f'<{address}>; rel="alternate"; formats="{other.uri}"')
    response.headers.add("Link", ", ".join(stated))
    return response


def _tail(query: str, profile: Profile) -> str:
    """Spell the query of this form's own URL: the profile in it, the media type not, for the extension says that."""
    kept = [one for one in query.split("&") if one and one.partition("=")[0] not in ("_profile", "_mediatype")]
    kept += [] if profile is profiles.WHOLE else [f"_profile={profile.token}"]
    return "?" + "&".join(kept) if kept else ""


def _safe(query: str) -> str:
    """Keep a query string from ending its place in a header."""
    return query if urlsplit(query).query and not set(query) & set('<>"\\ ,;') else ""
