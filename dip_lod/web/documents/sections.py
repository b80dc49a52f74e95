"""Which properties a page shows where, and in which order."""

from functools import lru_cache

from dip_lod.web.words import names

ORDER = (
    "schema:name", "schema:alternativeHeadline", "schema:alternateName", "schema:description", "schema:text",
    "schema:eventStatus", "schema:startDate",
    "schema:previousStartDate", "schema:doorTime", "schema:endDate", "dcterms:temporal", "schema:duration",
    "schema:location", "schema:workPerformed", "schema:superEvent", "schema:isBasedOn", "schema:birthDate",
    "schema:birthPlace", "schema:deathDate", "schema:deathPlace", "schema:jobTitle", "schema:author",
    "schema:composer", "schema:lyricist", "schema:creator", "schema:producer", "schema:organizer",
    "schema:contributor", "schema:performer", "schema:actor", "schema:director", "schema:genre",
    "schema:additionalType", "schema:keywords", "schema:inLanguage", "schema:dateCreated", "schema:datePublished",
    "schema:typicalAgeRange", "schema:audience", "schema:award", "schema:address", "schema:geo",
    "schema:containedInPlace", "schema:containsPlace", "schema:maximumAttendeeCapacity", "schema:inDefinedTermSet",
    "skos:broader", "skos:narrower", "skos:related", "skos:definition", "skos:scopeNote", "schema:offers",
    "schema:subEvent", "schema:hasPart", "schema:url", "schema:identifier", "schema:sameAs", "skos:closeMatch",
)  # fmt: skip
"""What matters to a person first; what is not named here comes after it, by label."""

FOOT = (
    "schema:dateModified", "schema:sdDatePublished", "prov:wasDerivedFrom", "prov:wasAttributedTo", "schema:isPartOf",
    "schema:license", "schema:sdLicense", "schema:mainEntity",
)  # fmt: skip
"""What says where the page comes from."""

SPACES_FOR_MACHINES = ("crm", "lrmoo", "rdf", "rdfs", "skos", "geo", "dcterms")
FOR_PEOPLE = (
    "skos:broader", "skos:narrower", "skos:related", "skos:definition", "skos:scopeNote", "skos:closeMatch",
    "dcterms:temporal",
)  # fmt: skip
"""Properties of those namespaces that say what schema.org does not."""

PAIRS = {
    "schema:superEvent": "schema:subEvent",
    "schema:subEvent": "schema:superEvent",
    "schema:containedInPlace": "schema:containsPlace",
    "schema:containsPlace": "schema:containedInPlace",
    "skos:broader": "skos:narrower",
    "skos:narrower": "skos:broader",
    "schema:isPartOf": "schema:hasPart",
    "schema:hasPart": "schema:isPartOf",
}
"""Properties that say the same from both ends: who points to a thing with the one, it points to with the other."""

PLAIN_CLASSES = frozenset(
    "https://schema.org/" + name
    for name in (
        "CreativeWork", "DefinedTerm", "Event", "EventSeries", "EventVenue", "Festival", "Organization",
        "PerformingArtsEvent", "Person", "Place", "Role", "URL", "WebPage", "Dataset",
    )
)  # fmt: skip
"""Classes that say no more than the kind of the thing does."""

_PLACES = {name: place for place, name in enumerate(ORDER)}


@lru_cache(4096)
def place(predicate: str) -> int:
    """Say where a property comes on the page."""
    return _PLACES.get(names.shorten(predicate), len(ORDER))


@lru_cache(4096)
def for_machines(predicate: str) -> bool:
    """Tell whether a property says again for machines what another says for people.

    >>> for_machines("http://www.cidoc-crm.org/cidoc-crm/P14_carried_out_by")
    True
    """
    name = names.shorten(predicate)
    return name.partition(":")[0] in SPACES_FOR_MACHINES and name not in FOR_PEOPLE


@lru_cache(4096)
def at_foot(predicate: str) -> bool:
    """Tell whether a property belongs to the foot of the page."""
    return names.shorten(predicate) in FOOT
