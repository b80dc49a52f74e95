"""`?_profile=alt`: the list of profiles and forms in which a document can be had (W3C ConnegP)."""

from collections.abc import Sequence

import pyoxigraph as ox

from dip_lod import vocabulary
from dip_lod.web.http.forms import FORMS
from dip_lod.web.rdf.profiles import ALTERNATES, WHOLE, Profile, query


def url(path: str, extension: str, profile: Profile, version: int | None = None) -> str:
    """Spell the address of a form in a profile, of an earlier version if one is given.

    >>> url("/doc/hall/a", "ttl", WHOLE), url("/history/hall/a", "ttl", WHOLE, 7)
    ('/doc/hall/a.ttl', '/history/hall/a.ttl?version=7')
    """
    return f"{path}.{extension}{query(profile, version)}"


def statements(document: str, profiles: Sequence[Profile]) -> list[ox.Triple]:
    """State each representation: its media type, what it conforms to, and the token that gets it."""
    about, type_, format_ = ox.NamedNode(document), _term("rdf:type"), _term("dcterms:format")
    stated = []
    for profile in profiles:
        conforming = [ox.NamedNode(one) for one in (profile.uri, *profile.standards)]
        token = ox.Literal(profile.token, datatype=_term("xsd:token"))
        stated += [
            ox.Triple(conforming[0], type_, _term("prof:Profile")),
            ox.Triple(conforming[0], _term("prof:hasToken"), token),
        ]
        stated += [ox.Triple(conforming[0], _term("prof:isProfileOf"), one) for one in conforming[1:]]
        for form in FORMS:
            one = ox.NamedNode(url(document, form.extension, profile))
            first = profile is WHOLE and form is FORMS[0]
            stated += [
                ox.Triple(about, _term("altr:hasDefaultRepresentation" if first else "altr:hasRepresentation"), one),
                ox.Triple(one, type_, _term("altr:Representation")),
                ox.Triple(one, format_, ox.Literal(form.media_type)),
            ]
            stated += [ox.Triple(one, _term("dcterms:conformsTo"), to) for to in conforming]
    return stated


def rows(path: str, profiles: Sequence[Profile]) -> list[tuple[Profile, str, list[tuple[str, str, str]]]]:
    """List for people: each profile, its page, and its forms (name, media type, path)."""
    return [
        (
            profile,
            url(path, "html", profile),
            [(form.name, form.media_type, url(path, form.extension, profile)) for form in FORMS if form.rdf],
        )
        for profile in profiles
        if profile is not ALTERNATES
    ]


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(vocabulary.expand(name))
