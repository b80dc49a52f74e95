"""An account of quality as a build writes it, for the tests of the serve side: hostile words in it, and a long cause."""

from pathlib import Path

from dip_lod.publication import layout
from dip_lod.publication.quality.tables import Case, Cause
from dip_lod.publication.quality.writing import Account, Words
from dip_lod.validation.rdf import RdfReport
from dip_lod.validation.result import Result

SHAPE = "https://w3id.org/dip-lod/shapes#Production-genre"
MANY = 1734
SUPPLIER = "organization/org.veldzicht"
LONG = Cause("Warning", "main", SHAPE, "<https://schema.org/genre>", "MinCountConstraintComponent")
GRAVE = Cause("Violation", "rda", SHAPE, "", "ClassConstraintComponent")
OWN = Cause("https://example.org/ns#Advice", "main", SHAPE, "", "NodeConstraintComponent")
BROKEN = Cause("error", source="dip", stage="sources", sort="is not JSON; repair")
ODD = Cause("caution", source="dip", stage="mapping", sort="=cmd|' /C calc'!A0; <script>")


def write(folder: Path, base: str, earlier: Path | None = None) -> None:
    """Write quality.sqlite and both reports of a publication."""
    account = Account(folder)
    account.cause(GRAVE, Words({"nl": "vorm: klopt niet", "en": "form: is wrong"}, {}))
    account.cause(
        LONG, Words({"nl": "genre: ontbreekt", "en": "genre: is missing"}, {"nl": "Noem het.", "en": "Name it."})
    )
    account.cause(OWN, Words({"en": "advice"}, {}))
    account.cause(BROKEN, Words({"en": "is not JSON"}, {"en": "repair the line"}))
    account.cause(ODD, Words({"en": "=cmd|' /C calc'!A0"}, {"en": "<script>alert(1)</script>"}))
    account.add(GRAVE, Case(f"{base}id/person/p.veel#credit", ("dip:1",), 2), [SUPPLIER])
    for number in range(MANY):
        account.add(LONG, Case(f"{base}id/production/{number}", (f"dip:{number}",)), [SUPPLIER])
    account.add(OWN, Case(f"{base}id/person/p.veel"), ["dataset/dip"])
    account.add(BROKEN, Case("a<b>.ndjson, line 3"), ["dataset/dip"])
    account.add(ODD, Case("person/p.veel", ("-1+1",), 0, "<img src=x onerror=alert(1)>"), ["dataset/dip"])
    account.add(ODD, Case("b<c>.ttl, <https://example.org/7>", ("dip:7",), 0, "", "person/p.veel"), ["dataset/dip"])
    account.close(folder.name, "2026-03-02T12:00:00+00:00", 3, 9, earlier)
    (folder / layout.RDA_REPORTS).mkdir()
    for name, path in (("quality", layout.REPORT_RDF), ("quality/rda", f"{layout.RDA_REPORTS}/{layout.REPORT_RDF}")):
        with (folder / path).open("w", encoding="utf-8") as stream:
            rdf = RdfReport(stream, base + name)
            found = Result(
                f"{base}id/person/p.veel", SHAPE, None, "ClassConstraintComponent", "Violation", '"x"', "wrong"
            )
            rdf.add(found, f"{base}doc/person/p.veel", [f"{base}id/run/r#record"])
            rdf.close(False)
