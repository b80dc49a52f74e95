"""Two made-up companies whose years hold every case that an account must tell apart."""

from pathlib import Path

import web_harness

from dip_lod.publication.reading import Publication

BASE = web_harness.BASE
HEAD = """@base <http://localhost:8000/> .
@prefix s: <https://schema.org/> . @prefix r: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dc: <http://purl.org/dc/terms/> . @prefix crm: <http://www.cidoc-crm.org/cidoc-crm/> .
@prefix f: <http://iflastandards.info/ns/lrm/lrmoo/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<id/place/NL-ZH> r:label "Zuid-Holland"@nl . <id/place/NL-UT> r:label "Utrecht"@nl .
<id/place/GM9901> r:label "Kade"@nl ; s:containedInPlace <id/place/NL-ZH> .
<id/place/GM9902> r:label "Berg"@nl ; s:containedInPlace <id/place/NL-UT> .
<id/venue/kade> r:label "De Kade"@nl ; s:containedInPlace <id/place/GM9901> .
<id/hall/kade.groot> r:label "Groot"@nl ; s:containedInPlace <id/venue/kade> .
<id/venue/berg> r:label "De Berg"@nl ; s:containedInPlace <id/place/GM9902> .
<id/place/gent-1> r:label "Gent"@nl .
<id/venue/gent> r:label "De Leie"@nl ; s:containedInPlace <id/place/gent-1> ; s:address <id/venue/gent#address> .
<id/venue/gent#address> s:addressCountry "BE" .
<id/venue/ergens> r:label "Ergens"@nl .
<id/organization/a> r:label "Gezelschap A"@nl ; s:location <id/place/GM9901> .
<id/organization/b> r:label "Gezelschap B"@nl ; s:location <id/place/GM9902> .
<id/organization/c> r:label "Zonder zetel"@nl .
<id/person/solo> r:label "Sol Solo"@nl . <id/person/schrijft> r:label "Wie Schrijft"@nl .
<id/organization/schrijvers> r:label "Schrijvershuis"@nl .
<id/work/stuk> r:label "Stuk"@nl ; s:creator <id/person/schrijft>, <id/organization/schrijvers> .
<id/organization/leeg> r:label "Zonder producties"@nl .
<id/term/role/hoofdproducent> r:label "hoofdproducent"@nl . <id/term/role/coproducent> r:label "coproducent"@nl .
"""
RUNS = (
    ("een", "Een", "", "a", "b"), ("een-dubbel", "een", "", "b", ""), ("oud", "Oud", "", "a", ""),
    ("oud-reprise", "Oud", "kind/reprise", "a", ""), ("twee", "Twee", "", "a b", ""), ("niemand", "Niemand", "", "", "a"),
    ("los", "Los", "", "c", ""), ("alleen", "Alleen", "", "person/solo", ""),
)  # fmt: skip
"""Run, title of its production, kind, main producers, co-producers."""
OF = {"oud-reprise": "oud"}
NIGHTS = (
    ("een", 1, "2025-01-10", "scheduled", "hall/kade.groot", "fpk-regulier"),
    ("een", 2, "2025-01-11", "scheduled", "venue/berg", "fpk-school-po besloten"),
    ("een", 3, "2025-01-12", "scheduled", "venue/gent", "fpk-regulier fpk-lezing"),
    ("een", 4, "2025-01-13", "scheduled", "venue/ergens", ""),
    ("een", 5, "2025-01-14", "cancelled", "venue/berg", ""),
    ("een", 6, "2025-02-20 was 2025-01-15", "rescheduled", "venue/berg", ""),
    ("een", 7, "2026-01-20 was 2025-12-15", "rescheduled", "venue/berg", ""),
    ("een", 8, " was 2025-03-01", "postponed", "venue/berg", ""),
    ("een", 9, "2025-04", "scheduled", "venue/berg", ""),
    ("een-dubbel", 1, "2025-01-10", "scheduled", "venue/kade", ""),
    ("een-dubbel", 2, "2025-01-11", "scheduled", "venue/kade", ""),
    ("oud", 1, "2024-05-01", "scheduled", "venue/kade", ""),
    ("oud", 2, "2025-05-01", "scheduled", "venue/kade", "fpk-educatief"),
    ("oud-reprise", 1, "2025-06-01T20:00:00+02:00", "scheduled", "venue/kade", "fpk-overig"),
    ("oud-reprise", 2, "2025-06-01T15:00:00+02:00", "scheduled", "venue/kade", "fpk-overig"),
    ("twee", 1, "2025-07-01", "scheduled", "venue/berg", ""),
    ("niemand", 1, "2025-08-01", "scheduled", "venue/berg", ""),
    ("los", 1, "2025-09-01", "scheduled", "venue/kade", ""),
    ("los", 2, "2026-03-10", "scheduled", "venue/kade", ""),
    ("alleen", 1, "2025-10-01", "scheduled", "venue/kade", "fpk-regulier"),
    ("alleen", 2, "2025-10-02", "cancelled", "venue/berg", "fpk-regulier"),
    ("alleen", 3, "2025-11", "scheduled", "venue/berg", "fpk-regulier"),
)  # fmt: skip


def publish(data: Path) -> Publication:
    """Publish them, as of 2 March 2026."""
    file = data.parent / f"{data.name}.ttl"
    file.write_text("\n".join((HEAD, *map(_run, RUNS), *map(_night, NIGHTS))), "utf-8")
    return web_harness.publish(data, web_harness.triples(file))


def _run(row: tuple[str, str, str, str, str]) -> str:
    key, title, kind, mains, others = row
    of = OF.get(key, key)
    lines = [f'<id/production/{of}> r:label "{title}"@nl ; s:name "{title}"@nl .']
    lines.append(f'<id/run/{key}> r:label "{title}"@nl ; s:workPerformed <id/production/{of}> .')
    if kind:
        lines.append(f"<id/run/{key}> s:additionalType <id/term/{kind}> .")
    for role, agents in (("hoofdproducent", mains), ("coproducent", others)):
        for agent in agents.split():
            uri = f"<id/{agent}>" if "/" in agent else f"<id/organization/{agent}>"
            lines.append(f"<id/production/{of}> s:producer {uri} .")
            if role == "hoofdproducent":
                lines.append(f"<id/production/{of}> s:creator {uri} .")
            credit = f"<id/run/{key}#credit-{role}-{agent.rpartition('/')[2]}>"
            lines.append(f"{credit} crm:P2_has_type <id/term/role/{role}> ; s:contributor {uri} .")
    return "\n".join(lines)


def _night(row: tuple[str, int, str, str, str, str]) -> str:
    run, number, when, status, where, tags = row
    start, _, before = when.partition(" was ")
    day = start[:10] if len(start) >= 10 else ""
    uri = f"<id/performance/{run}.{number}>"
    lines = [
        f'{uri} r:label "{run} {number}"@nl ; s:superEvent <id/run/{run}> ; s:location <id/{where}> .',
        f"{uri} s:workPerformed <id/production/{OF.get(run, run)}> ; s:eventStatus s:Event{status.title()} .",
    ]
    if start:
        lines.append(f'{uri} s:startDate "{start}" .')
    if day:
        lines.append(f'{uri} dc:date "{day}"^^xsd:date .')
    if before:
        lines.append(f'{uri} s:previousStartDate "{before}"^^xsd:date .')
    if status in ("scheduled", "rescheduled") and start < "2026-03-02":
        lines.append(f"{uri} a f:F31_Performance .")
    lines += [f"{uri} s:keywords <id/term/tag/{tag}> ." for tag in tags.split()]
    return "\n".join(lines)
