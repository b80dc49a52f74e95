"""Texts as HTML writes them; most hold nothing to escape, and are found so in five quick looks."""

import html
import re

from markupsafe import Markup

_LONGEST = 300
_turning = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of all that follows, in places where no markup can end it."""


def escape(text: str) -> str:
    """Escape a text for an element or an attribute.

    >>> escape("'t Schip & <b>"), escape("Carré")
    ('&#x27;t Schip &amp; &lt;b&gt;', 'Carré')
    """
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return html.escape(text)
    return text


def tame(text: str) -> Markup:
    """Make a title fit for a tab and for what shares a link: no longer than that, and it turns nothing around.

    >>> tame("Carré \u202e\u2066 & " + "L" * 10_000)[:12]
    Markup('Carré  &amp;')
    """
    plain = _turning.sub("", Markup(text).unescape() if isinstance(text, Markup) else text)
    return Markup(escape(plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1].rstrip() + "…"))
