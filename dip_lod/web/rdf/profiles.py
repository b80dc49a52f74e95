"""The profiles in which a document can be had, and which one a client means (W3C Content Negotiation by Profile)."""

from collections.abc import Callable
from dataclasses import dataclass

from dip_lod.web.http import negotiation
from dip_lod.web.words.visitor import Visitor

_SPACE = "https://w3id.org/dip-lod/profile"


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile: the token of `_profile`, its URI, and the standards that it is a profile of."""

    token: str
    uri: str
    standards: tuple[str, ...] = ()

    def named(self, name: str) -> bool:
        """Tell whether a client means this one: by token, by URI, or by one of its standards.

        >>> CRM.named("http://www.cidoc-crm.org/cidoc-crm/"), CRM.named("crm"), CRM.named("rda")
        (True, True, False)
        """
        return name == self.token or name.rstrip("/") in {
            one.rstrip("/").lower() for one in (self.uri, *self.standards)
        }


WHOLE = Profile("all", _SPACE)
SCHEMA = Profile("schema", f"{_SPACE}/schema", ("https://schema.org/",))
CRM = Profile(
    "crm",
    f"{_SPACE}/crm",
    ("http://www.cidoc-crm.org/cidoc-crm/", "http://iflastandards.info/ns/lrm/lrmoo/"),
)
RDA = Profile("rda", f"{_SPACE}/rda", ("http://rdaregistry.info/Elements/",))
ALTERNATES = Profile("alt", "http://www.w3.org/ns/dx/connegp/altr")
"""The list of what there is."""

VIEWS = (SCHEMA, CRM, RDA)
PROFILES = (WHOLE, *VIEWS, ALTERNATES)
"""The one that a client gets who names none comes first."""


def offered(has_rda: bool) -> tuple[Profile, ...]:
    """List the profiles of a document; not of everything does the RDA view say something."""
    return tuple(one for one in PROFILES if one is not RDA or has_rda)


def query(profile: Profile, version: int | None = None) -> str:
    """Spell what an address asks for: an earlier version, a profile.

    >>> query(WHOLE), query(CRM), query(CRM, 7)
    ('', '?_profile=crm', '?version=7&_profile=crm')
    """
    asked = [] if version is None else [f"version={version}"]
    asked += [] if profile is WHOLE else [f"_profile={profile.token}"]
    return "?" + "&".join(asked) if asked else ""


def pages(has_rda: bool, local: str, reader: Visitor, version: int | None = None) -> list[tuple[Profile, str]]:
    """List the views of a document with the addresses of their pages, the whole of it first."""
    return [(one, reader.path(local + query(one, version))) for one in offered(has_rda) if one is not ALTERNATES]


def choose(argument: str | None, header: str | None, has_rda: Callable[[], bool]) -> Profile | None:
    """Choose a profile: `_profile` counts before Accept-Profile; None where `_profile` names none that there is (406).

    Both may name several. A header that names none of ours gets the whole document, which says what it conforms to.

    >>> choose(None, '<https://schema.org/>;q=0.5, <http://www.cidoc-crm.org/cidoc-crm/>', lambda: True).token
    'crm'
    >>> choose("rda,schema", None, lambda: False).token
    'schema'
    """
    if argument is None and not header:
        return WHOLE
    wanted = [
        one for one in negotiation.ranges(header if argument is None else argument.replace(" ", "+")) if one.quality
    ]
    for name, _ in sorted(wanted, key=lambda one: -one.quality):  # stable: of equals, the one named first
        if name == "*":
            return WHOLE
        found = next((one for one in PROFILES if one.named(name.strip("<>"))), None)
        if found and (found is not RDA or has_rda()):
            return found
    return WHOLE if argument is None else None
