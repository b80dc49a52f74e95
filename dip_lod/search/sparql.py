"""A question to the search index as the SPARQL query that finds the same things."""

from textwrap import indent
from urllib.parse import quote

from dip_lod.search import written
from dip_lod.search.query import Query
from dip_lod.search.tables import SCHOOL, SHARED
from dip_lod.vocabulary import prefixes

_NAMES = "rdfs:label|schema:name|schema:alternateName|skos:altLabel|skos:hiddenLabel"
_SAFE = "/%:-._~"
_USED = ("crm", "rdfs", "schema", "skos")
_ON = "schema:superEvent?/schema:workPerformed?"
"""From a night to what it is part of, and to what that performs."""
_PARTS = "schema:contributor|schema:performer"
_FLAT = ("creator", "producer", "organizer", "funder", "author", "composer", "lyricist", "director", "performer")
_MADE_BY = f"""
{{{{ ?made ({_PARTS})/({_PARTS})|{"|".join(f"schema:{name}" for name in _FLAT)} ?thing }}}} UNION
{{{{ ?made schema:subEvent ?piece . ?piece schema:performer/schema:performer ?thing
  FILTER(STRSTARTS(STR(?piece), CONCAT(STR(?made), "#"))) }}}}""".strip()
"""Who took part: in the whole, or in one piece of a programme."""
_AGENTS = ("person", "organization")
_KIND = '?document schema:mainEntity ?thing . FILTER(STRSTARTS(STR(?thing), "{base}id/{key}/"))'
_PLACED = f"<{{base}}id/{{kind}}/{{key}}> ^schema:containedInPlace*/(^schema:location/{_ON})? ?thing"
_FACETS = {
    "genre": "<{base}id/term/genre/{key}> ^schema:genre/^schema:workPerformed? ?thing",
    "season": f"<{{base}}id/season/{{key}}> ^schema:keywords/^schema:superEvent?/{_ON} ?thing",
    "role": "?part schema:contributor|schema:performer ?thing .\n"
    "{{ ?part crm:P2_has_type <{base}id/term/role/{key}> }} UNION\n"
    "{{ ?part schema:roleName ?role . <{base}id/term/role/{key}> rdfs:label ?role }}",
    "province": _PLACED.replace("{kind}", "place"),
    "place": _PLACED.replace("{kind}", "place"),
    "venue": _PLACED.replace("{kind}", "venue"),
    "school": "VALUES ?school {{ {school} }}\n"
    "?school ^schema:audience|^schema:keywords|^schema:additionalType ?night\n"
    f'FILTER(STRSTARTS(STR(?night), "{{base}}id/performance/")) ?night {_ON} ?thing',
}


def write(query: Query, base: str, limit: int = 1000) -> str:
    """Write the query; what fits comes in the order of its URI."""
    patterns = [] if "kind" in query.values else ["?document schema:mainEntity ?thing ."]
    school = " ".join(f"<{base}id/term/{term}>" for term in SCHOOL)
    for facet, key in query.values.items():
        pattern = _KIND if facet == "kind" else _having(facet, query.values.get("kind"))
        patterns.append(pattern.format(base=base, key=quote(key, safe=_SAFE), school=school))
    for number, word in enumerate(query.words, 1):
        name = f'REPLACE(?name{number}, "\\\\p{{M}}", "")'  # é may be two signs
        patterns.append(f'?thing {_NAMES} ?name{number} . FILTER(REGEX({name}, "{written.pattern_of(word)}", "i"))')
    if query.hopeless:
        patterns.append("FILTER(false)")
    head = "".join(f"PREFIX {name}: <{prefixes()[name]}>\n" for name in _USED)
    body = "".join(indent(pattern, "  ") + "\n" for pattern in patterns)
    return f"{head}\nSELECT DISTINCT ?thing\nWHERE {{\n{body}}}\nORDER BY ?thing\nLIMIT {limit}\n"


def _having(facet: str, kind: str | None) -> str:
    """Write the pattern of a facet: what has the value and, where an agent may be meant, who took part in that."""
    pattern = _distinct(_FACETS[facet])
    if facet not in SHARED or (kind and kind not in _AGENTS):
        return pattern
    made = indent(pattern.replace("?thing", "?made"), "  ")
    return _distinct(f"{pattern} UNION {{{{\n{made}\n{indent(_MADE_BY, '  ')}\n}}}}")


def _distinct(pattern: str) -> str:
    return f"{{{{ SELECT DISTINCT ?thing WHERE {{{{\n{indent(pattern, '  ')}\n}}}} }}}}"
