"""The headers that say what a document is: Content-Location, and Link (RFC 8288) to its other forms."""

from urllib.parse import urlsplit

from flask import Response, request

from dip_lod import uris
from dip_lod.web.forms import FORMS, Form
from dip_lod.web.site import Site


def describe(response: Response, site: Site, name: uris.Name, form: Form) -> Response:
    """Say where this form has its own URL, what it describes, and where the other forms are."""
    if response.status_code not in (200, 304):
        return response
    base = site.publications.current().base
    local = uris.path(*name, prefix="doc")
    path = site.root + local
    query = request.query_string.decode("ascii", "ignore")
    tail = f"?{query}" if query else ""
    response.headers["Content-Location"] = f"{path}.{form.extension}{_safe(tail)}"
    if response.status_code == 304:
        return response
    stated = [f'<{base}{local}>; rel="canonical"', f'<{uris.mint(base, *name)}>; rel="describes"']
    stated += [
        f'<{path}.{other.extension}{_safe(tail)}>; rel="alternate"; type="{other.media_type}"'
        for other in FORMS
        if other != form
    ]
    response.headers.add("Link", ", ".join(stated))
    return response


def _safe(query: str) -> str:
    """Keep a query string from ending its place in a header."""
    return query if urlsplit(query).query and not set(query) & set('<>"\\ ,;') else ""
