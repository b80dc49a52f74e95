"""The URIs of things and of the documents about them: the one module that mints."""

import hashlib
import re
import unicodedata
from typing import NamedTuple
from urllib.parse import quote, unquote

KINDS = (
    "work", "production", "run", "performance", "person", "organization", "venue", "hall", "place",
    "season", "festival", "poster", "term", "dataset", "catalog",
)  # fmt: skip
"""The kinds of entities, DESIGN's «URIs and HTTP»."""

WHOLE, RDA, FIGURES, AUDIENCES = "all", "rda", "figures", "audiences"
"""The keys of the dataset with everything, and of those with the RDA view, figures, audiences: no source has them."""

LONGEST = 1500
"""Characters of an address behind the base: sitemaps take addresses of 2,047 characters, servers few more."""

_UNRESERVED = "-._~:"
_AS_IT_IS = re.compile(r"[A-Za-z0-9._~:-]+").fullmatch
"""Nearly all keys: what stands for itself."""
_NOT_IN_SLUG = re.compile(r"[^a-z0-9.]+")
_LIGATURES = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th"})


class UriError(ValueError):
    """Say why a kind and a key make no URI."""


class Name(NamedTuple):
    """A kind and a (decoded) key: what a URI says, without the base."""

    kind: str
    key: str


def encode(key: str, kind: str = "") -> str:
    """Write a key in its one canonical form: NFC, UTF-8, percent-encoded with capitals.

    Only the keys of terms have parts (`genre/toneel`), so only there a slash stands for itself.

    >>> encode("a b/é")
    'a%20b%2F%C3%A9'
    >>> encode("genre/toneel", "term")
    'genre/toneel'
    """
    if _AS_IT_IS(key):
        return key
    return quote(unicodedata.normalize("NFC", key), safe=_UNRESERVED + ("/" if kind == "term" else ""))


def path(kind: str, key: str, prefix: str = "id") -> str:
    """Write the path of a thing (`id`) or a document (`doc`), from the root of the site.

    >>> path("person", "p.noor")
    'id/person/p.noor'
    """
    if kind not in KINDS:
        raise UriError(f"'{kind}' is no kind of entity; choose from {', '.join(KINDS)}")
    trimmed = key.strip()
    if "" in [part.strip(".") for part in (trimmed.split("/") if kind == "term" else [trimmed])]:
        raise UriError(f"'{key}' cannot be the key of a {kind}; give an identifier of letters or digits")
    return f"{prefix}/{kind}/{encode(trimmed, kind)}"


def mint(base: str, kind: str, key: str) -> str:
    """Mint the URI of a thing.

    >>> mint("http://localhost:8000/", "venue", "v.stad")
    'http://localhost:8000/id/venue/v.stad'
    """
    return base + path(kind, key)


def mint_anew(base: str, kind: str, key: str) -> str:
    """Mint the URI of a thing that a record names, unless no address could hold it; earlier builds minted those too."""
    minted = mint(base, kind, key)
    length = len(minted) - len(base)
    if length > LONGEST:
        raise UriError(f"the address of a {kind} would have {length} characters, and may have {LONGEST}")
    return minted


def fragment(*parts: str) -> str:
    """Name a part of a thing by what it holds: the parts, encoded and joined by a hyphen.

    >>> fragment("id", "pki", "PKI-88812")
    'id-pki-PKI-88812'
    """
    return "-".join([encode(tidy) for part in parts if (tidy := part.strip())])


def document(uri: str) -> str:
    """Give the URI of the document that describes a thing, a part of it, or itself.

    >>> document("http://localhost:8000/id/venue/v.stad#address")
    'http://localhost:8000/doc/venue/v.stad'
    """
    thing = uri.partition("#")[0]
    return thing.replace("/id/", "/doc/", 1)


def thing(document_uri: str) -> str:
    """Give the URI of the thing that a document describes.

    >>> thing("http://localhost:8000/doc/venue/v.stad")
    'http://localhost:8000/id/venue/v.stad'
    """
    return document_uri.replace("/doc/", "/id/", 1)


def parse(base: str, uri: str) -> Name | None:
    """Read kind and key from the URI of a thing or its document; None where it is not ours.

    >>> parse("http://localhost:8000/", "http://localhost:8000/id/hall/v.stad.klein#x")
    Name(kind='hall', key='v.stad.klein')
    >>> parse("http://localhost:8000/", "https://example.org/id/hall/1") is None
    True
    """
    local = uri.removeprefix(base).partition("#")[0].split("/", 2)
    if not uri.startswith(base) or len(local) != 3 or local[0] not in ("id", "doc") or local[1] not in KINDS:
        return None
    return Name(local[1], unquote(local[2]))


def slug(text: str) -> str:
    """Reduce a text to small letters, digits, dots and hyphens, for a key or a fragment.

    >>> slug("Višnëvyj sad")
    'visnevyj-sad'
    >>> slug("N. van Oort")
    'n.-van-oort'
    """
    plain = text.lower()
    if not plain.isascii():
        folded = unicodedata.normalize("NFKD", plain.translate(_LIGATURES))
        plain = "".join(char for char in folded if not unicodedata.combining(char))
    return _NOT_IN_SLUG.sub("-", plain).strip("-.") or "x"


def normalise(text: str) -> str:
    """Bring a name into the form that decides whether two are the same: NFC, lower case, single spaces.

    >>> normalise("  Berlioz,  Hector ")
    'berlioz, hector'
    """
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def keyed(source: str, name: str, *more: str) -> str:
    """Make a key where the source has no identifier: the slug and six hex digits of SHA-256.

    The digest is over source, normalised name and, for a work, its creators' keys, so that two sources'
    «mulder» stay two people.

    >>> keyed("dip", "Višnëvyj sad", "p.tsjechov")
    'visnevyj-sad-6e233d'
    """
    digest = hashlib.sha256("\n".join([source, normalise(name), *more]).encode()).hexdigest()
    return f"{slug(name)[:80]}-{digest[:6]}"
