"""A question to the search index as the SPARQL query that finds the same things."""

from urllib.parse import quote

from dip_lod.search import folding
from dip_lod.search.query import Query
from dip_lod.search.tables import SCHOOL
from dip_lod.vocabulary import prefixes

_NAMES = "rdfs:label|schema:name|schema:alternateName|skos:altLabel|skos:hiddenLabel"
_SAFE = "/%:-._~"
_USED = ("crm", "rdfs", "schema", "skos")
_NIGHT = "(^schema:workPerformed)?/(^schema:superEvent)?"
_LETTERS = {
    "a": "aàáâãäåāăą", "c": "cçćĉċč", "d": "dďđ", "e": "eèéêëēĕėęě", "g": "gĝğġģ", "h": "hĥ", "i": "iìíîïĩīĭįı",
    "j": "jĵ", "k": "kķ", "l": "lĺļľł", "n": "nñńņňŉ", "o": "oòóôõöøōŏő", "r": "rŕŗř", "s": "sśŝşšș", "t": "tţťț",
    "u": "uùúûüũūŭůűų", "w": "wŵ", "y": "yýÿŷ", "z": "zźżž",
}  # fmt: skip
_KIND = '?document schema:mainEntity ?thing . FILTER(STRSTARTS(STR(?thing), "{base}id/{key}/"))'
_PLACED = "?thing (" + _NIGHT + "/schema:location)?/schema:containedInPlace* <{base}id/{kind}/{key}> ."
_FACETS = {
    "genre": "?thing schema:workPerformed?/schema:genre <{base}id/term/genre/{key}> .",
    "season": "?thing " + _NIGHT + "/schema:superEvent?/schema:keywords <{base}id/season/{key}> .",
    "role": "?part schema:contributor|schema:performer ?thing .\n"
    "  {{ ?part crm:P2_has_type <{base}id/term/role/{key}> }} UNION\n"
    "  {{ ?part schema:roleName ?role . <{base}id/term/role/{key}> rdfs:label ?role }}",
    "province": _PLACED.replace("{kind}", "place"),
    "place": _PLACED.replace("{kind}", "place"),
    "venue": _PLACED.replace("{kind}", "venue"),
    "school": "?thing " + _NIGHT + " ?night . ?night schema:audience|schema:keywords|schema:additionalType ?school .\n"
    '  VALUES ?school {{ {school} }} FILTER(STRSTARTS(STR(?night), "{base}id/performance/"))',
}  # fmt: skip


def write(query: Query, base: str, limit: int = 1000) -> str:
    """Write the query; what fits comes in the order of its URI."""
    patterns = [] if "kind" in query.values else ["?document schema:mainEntity ?thing ."]
    school = " ".join(f"<{base}id/term/{term}>" for term in SCHOOL)
    for facet, key in query.values.items():
        pattern = _KIND if facet == "kind" else _FACETS[facet]
        patterns.append(pattern.format(base=base, key=quote(key, safe=_SAFE), school=school))
    for number, word in enumerate(query.words, 1):
        patterns.append(f'?thing {_NAMES} ?name{number} . FILTER(REGEX(?name{number}, "{pattern_of(word)}", "i"))')
    if query.hopeless:
        patterns.append("FILTER(false)")
    head = "".join(f"PREFIX {name}: <{prefixes()[name]}>\n" for name in _USED)
    body = "".join(f"  {pattern}\n" for pattern in patterns)
    return f"{head}\nSELECT DISTINCT ?thing\nWHERE {{\n{body}}}\nORDER BY ?thing\nLIMIT {limit}\n"


def pattern_of(word: str) -> str:
    """Write a folded word as a regular expression for names as they are written.

    >>> pattern_of("ok")
    '(^|[^\\\\\\\\p{L}\\\\\\\\p{N}])[oòóôõöøōŏő][kķ]'
    """
    letters = "".join(_letter(word, place) for place in range(len(word)))
    inside = f"|[\\\\p{{L}}\\\\p{{N}}]{{{folding.HEAD},}}" if len(word) >= folding.TAIL else ""
    return f"(^|[^\\\\p{{L}}\\\\p{{N}}]{inside}){letters}"


def _letter(word: str, place: int) -> str:
    """Write one letter with its diacritics; `ij` and `y` stand for each other."""
    if word[place : place + 2] == "ij":
        return "(ij|ĳ|[yýÿŷ])"
    if place and word[place - 1 : place + 1] == "ij":
        return ""
    if word[place] == "y":
        return "([yýÿŷ]|ij|ĳ)"
    return f"[{_LETTERS[word[place]]}]" if word[place] in _LETTERS else word[place]
