"""Curated overrides: statements that win over every source."""

import json
from collections.abc import Iterator

import pyoxigraph as ox

from dip_lod import uris
from dip_lod.config import Config
from dip_lod.errors import ConfigurationError
from dip_lod.vocabulary import settled, terms

_CLAIM = json.dumps([-1, "", "override"])


def lines(config: Config) -> Iterator[str]:
    """Read the configuration's `overrides` (any RDF file) as lines of rank -1; raises ConfigurationError."""
    if config.overrides is None:
        return
    file = config.resolve(config.overrides)
    try:
        triples = list(ox.parse(path=str(file), base_iri=config.base_uri))
    except (OSError, SyntaxError, ValueError) as error:
        raise ConfigurationError(f"{file}: cannot be read ({error}); mend or remove 'overrides'") from None
    for quad in triples:
        subject = quad.subject
        name = uris.parse(config.base_uri, subject.value) if isinstance(subject, ox.NamedNode) else None
        if name is None:
            raise ConfigurationError(f"{file}: {subject} is no URI of ours; overrides speak of our things only")
        path = uris.path(*name, prefix="")[1:]
        ours = f"{config.base_uri}id/{path}"
        if subject.value.partition("#")[0] not in (ours, uris.document(ours)):
            raise ConfigurationError(f"{file}: {subject} is not spelled as we spell it; write {ours}")
        if quad.predicate.value not in terms():
            raise ConfigurationError(f"{file}: {quad.predicate} is not in ontology/; use a term of profile.ttl")
        line = ox.serialize([quad.triple], format=ox.RdfFormat.N_TRIPLES)
        statement = (line or b"").decode().rstrip("\n")
        claim = f"\t{_CLAIM}" if quad.predicate.value in settled() else ""
        yield f"{path}\t{statement}{claim}\n"
