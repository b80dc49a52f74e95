"""What the pages for harvesters share: page tokens, headers of pages that are closed, and words in all languages."""

import hashlib
from collections.abc import Mapping
from urllib.parse import quote

from flask import Request, Response

from dip_lod import uris
from dip_lod.harvest.activities import Reasons
from dip_lod.journal.pages import Start
from dip_lod.journal.reading import Change
from dip_lod.web.http import paths
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site, conditional, redirect
from dip_lod.web.words import texts

CLOSED = "public, max-age=86400, immutable"
"""Of a page to which nothing will be added. A day, for what is erased from it is to vanish from caches too."""
VARY = "Accept, Accept-Encoding"
_LONGEST = 9


def number(text: str) -> int | None:
    """Read the number of a publication or a page; None where it is none."""
    plain = text.isascii() and text.isdecimal() and len(text) <= _LONGEST and not text.startswith("0")
    return int(text) if plain else None


def start(text: str, arguments: Mapping[str, str]) -> Start | None:
    """Read where a page of changes begins; None where that is nothing of ours."""
    of, after = number(text), arguments.get("after", "")
    if of is None or (after and not _key(after)):
        return None
    return Start(of, after)


def before(arguments: Mapping[str, str]) -> Start | None:
    """Read `before=7/person/p.noor`: the publication and the key that a page goes back from; None where it is wrong."""
    text, _, key = arguments.get("before", "").partition("/")
    of = number(text)
    return Start(of, key) if of is not None and _key(key) else None


def _key(text: str) -> bool:
    name = uris.parse("", f"id/{text}")
    if name is None:
        return False
    try:
        return uris.path(*name) == f"id/{text}"
    except uris.UriError:
        return False


def quoted(token: str) -> str:
    """Write a page token as it stands in an address."""
    return quote(token, safe="/:-._~")


def no_such_page(site: Site, asked: Request, first: str) -> Response:
    """Answer 404 for a page that there is not, with the address to begin at."""
    return problem(site, asked, 404, site.visitor(asked).texts("no_such_page", first=site.root + first))


def elsewhere(site: Site, asked: Request, canonical: str) -> Response | None:
    """Send on who spelled an address otherwise: clients compare the addresses in a page with the one they asked."""
    spelled = paths.raw(asked.environ) + ("?" + asked.query_string.decode("latin-1") if asked.query_string else "")
    if spelled == site.root + canonical:
        return None
    found = redirect(asked, site.root + canonical, 301)
    found.headers["Location"] = site.root + canonical
    return found


def sent(asked: Request, body: bytes, content_type: str, closed: bool) -> Response:
    """Answer with a page, or with 304 where the client has it."""
    response = conditional(asked, body, content_type, hashlib.sha256(content_type.encode() + body).hexdigest()[:24])
    response.headers["Cache-Control"] = CLOSED if closed else "no-cache"
    response.headers["Vary"] = VARY
    return response


def words(site: Site, key: str, **values: object) -> dict[str, str]:
    """Give a sentence of the site in each language that is whole."""
    return {language: site.texts[language](key, **values) for language in texts.LANGUAGES}


def reasons(site: Site) -> Reasons:
    """Give what says, in each language that is whole, why something is gone."""

    def say(change: Change) -> dict[str, str]:
        if change.there or change.change == "merged":
            return {}
        table = "erased" if change.change == "erased" else "gone"
        found = {language: site.texts[language].tables[table].get(change.why or "") for language in texts.LANGUAGES}
        return {language: str(text) for language, text in found.items() if text}

    return say
