"""A question: a SPARQL query with a title, an explanation, and gaps that a page or a command can fill."""

from collections.abc import Mapping
from dataclasses import dataclass

TOPICS = ("works", "makers", "companies", "tours", "venues", "audience", "heritage")
"""What questions are about, in the order in which they are shown."""

VIEWS = ("", "rda")
"""The default view, and RDA's, which has an endpoint of its own."""

LANGUAGES = ("nl", "en")
"""The languages of titles, and of names in answers."""

SHOWN_AS = ("table", "chart", "map", "pivot")
"""How an answer is best seen first."""

_FORMS = ("SELECT ", "ASK ", "CONSTRUCT ")


@dataclass(frozen=True, slots=True)
class Gap:
    """A parameter: `$name` in the query, bound by `VALUES $name { … }`, where UNDEF leaves it open."""

    name: str
    kind: str
    """`text`, `date`, `language` (of names in the answer), or a kind of thing (`person`, `venue`, …), whose pages fill
    it in."""
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as its file states it."""

    name: str
    text: str
    """The query alone, valid SPARQL once it has a base URI."""
    titles: Mapping[str, str]
    explanations: Mapping[str, str]
    topic: str
    view: str = ""
    shown_as: str = "table"
    gaps: tuple[Gap, ...] = ()
    about: tuple[str, ...] = ()
    """The kinds of things whose pages link to it, though it has no gap for them."""
    when: tuple[str, ...] = ()
    """Properties, as prefixed names: a page links to it only where one of them points to the thing."""
    has: tuple[str, ...] = ()
    """Properties, as prefixed names, and terms (`term/…`): a page links to it only where the thing has one of them."""
    of: tuple[str, ...] = ()
    """Kinds: a page links to it only where it lists something of one of them, as a career lists productions."""

    def asked_in(self, query: str) -> bool:
        """Tell whether a query is this question, filled in: what it asks for stands on one line."""
        return any(line in query for line in self.text.splitlines() if line.startswith(_FORMS))

    def gap(self, kind: str) -> Gap | None:
        """Find the gap that a thing of a kind fills."""
        return next((gap for gap in self.gaps if gap.kind == kind), None)
