"""Resumption tokens: where a list goes on, signed, so that nothing has to be remembered (decision 0027)."""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import astuple, dataclass

from dip_lod.harvest.oai.errors import BadResumptionToken

_SIGNATURE = 16


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list: everything that the rest of the list depends on."""

    verb: str
    prefix: str
    set: str
    """Empty: all."""
    number: int
    """Of the publication of the last record given, …"""
    key: str
    """… and that record's key."""
    last: int
    """The last publication whose records are asked for."""
    frozen: int
    """The publication that was current when the list began: what it says is what the whole list says."""
    cursor: int
    """Records given so far."""
    journal: str
    """Of which journal the numbers are."""


def write(place: Place, secret: bytes) -> str:
    """Write a token."""
    said = json.dumps(astuple(place), separators=(",", ":"), ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(_sign(said, secret) + said).decode().rstrip("=")


def read(token: str, secret: bytes, verb: str, journal: str) -> Place:
    """Read a token; raises BadResumptionToken for what we have not written, or not for this verb and journal."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _bad() from None
    signature, said = raw[:_SIGNATURE], raw[_SIGNATURE:]
    if not hmac.compare_digest(signature, _sign(said, secret)):
        raise _bad()
    place = Place(*json.loads(said))
    if place.verb != verb or place.journal != journal:
        raise _bad()
    return place


def _sign(said: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, b"oai\0" + said, hashlib.sha256)[:_SIGNATURE]


def _bad() -> BadResumptionToken:
    return BadResumptionToken(
        "resumptionToken: is not one that this repository gave for this verb; begin the list anew"
    )
