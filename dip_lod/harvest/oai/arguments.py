"""The arguments of a request: which verb takes which (OAI-PMH 2.0, 4), and their values."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dip_lod.harvest.oai.errors import BadArgument, BadVerb

TOKEN = "resumptionToken"
_LIST = (("metadataPrefix",), ("from", "until", "set"))
VERBS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "GetRecord": (("identifier", "metadataPrefix"), ()),
    "Identify": ((), ()),
    "ListIdentifiers": _LIST,
    "ListMetadataFormats": ((), ("identifier",)),
    "ListRecords": _LIST,
    "ListSets": ((), ()),
}
"""What each verb must have, and what it may have."""

EXCLUSIVE = ("ListIdentifiers", "ListRecords", "ListSets")
"""Those that take a resumption token, and then nothing else."""

LONGEST = 4000
"""Characters of an argument; of ours none comes near."""

_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMS = {
    "metadataPrefix": re.compile(r"[A-Za-z0-9\-_.!~*'()]+"),
    "set": re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*"),
}


@dataclass(frozen=True, slots=True)
class Arguments:
    """A request that follows the rules; its values may still be unknown."""

    verb: str
    values: Mapping[str, str]

    def get(self, name: str) -> str | None:
        """Give the value of an argument, if it is there."""
        return self.values.get(name)


def read(given: Iterable[tuple[str, str]]) -> Arguments:
    """Read the arguments of a request; raises BadVerb or BadArgument.

    >>> read([("verb", "GetRecord"), ("identifier", "x"), ("metadataPrefix", "oai_dc")]).values["identifier"]
    'x'
    """
    pairs = list(given)
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in VERBS:
        told = f"'{shown(verbs[0])}' is no verb" if len(verbs) == 1 else f"there are {len(verbs)} verbs"
        raise BadVerb(f"verb: {told}; give one of {', '.join(VERBS)}")
    verb, values = verbs[0], {name: value for name, value in pairs if name != "verb"}
    needed, allowed = VERBS[verb]
    known = (*needed, *allowed, *((TOKEN,) if verb in EXCLUSIVE else ()))
    for name, value in values.items():
        if name not in known:
            takes = ", ".join(known) or "no arguments"
            raise BadArgument(f"{shown(name)}: {verb} has no such argument; it takes {takes}")
        if _XML.search(value) or len(value) > LONGEST:
            raise BadArgument(f"{name}: has characters that no XML may hold, or is too long; mend it")
        if name in _FORMS and not _FORMS[name].fullmatch(value):
            raise BadArgument(f"{name}: '{shown(value)}' is malformed; see the protocol, 2.6 and 3.4")
    if len(values) + 1 != len(pairs):
        raise BadArgument("an argument is there more than once; give each once")
    if TOKEN in values:
        if len(values) > 1:
            raise BadArgument(f"{TOKEN}: is an exclusive argument; leave out the others")
    elif missing := [name for name in needed if name not in values]:
        raise BadArgument(f"{missing[0]}: is missing; {verb} needs {' and '.join(needed)}")
    return Arguments(verb, values)


def shown(text: str) -> str:
    """Cut a text that came from outside to what an answer may repeat."""
    return _XML.sub("\ufffd", text)[:80]


def legal(text: str) -> str:
    """Leave out what XML 1.0 has no way to write."""
    return _XML.sub("", text)
