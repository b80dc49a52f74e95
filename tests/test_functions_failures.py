"""What the functions do with values that nobody foresaw: a sentence each, never a lost value or another error."""

from datetime import date

import pyoxigraph as ox
import pytest

from dip_lod import uris
from dip_lod.functions import edtf, text, times
from dip_lod.functions.context import Context, Failure
from dip_lod.functions.errors import FunctionError
from dip_lod.functions.registry import functions
from dip_lod.vocabulary import expand


def failures(value: str, *names: str) -> list[Failure]:
    """Call functions with one value, and give what they report, once each."""
    context = Context("http://localhost:8000/", "schuur", date(2026, 11, 22))
    bound = functions(context)
    for name in names:
        bound[ox.NamedNode(expand(f"dip:{name}"))](ox.Literal(value))
    return list(dict.fromkeys(context.failures))


def test_markup_nested_deep_keeps_its_text() -> None:
    assert text.plain("<b>" * 1500 + "deep") == "deep"
    assert text.plain("a<script>x</script>b<!-- c -->d<p>e</p>f") == "abd\ne\nf"


def test_markup_that_no_parser_reads_is_reported() -> None:
    assert [failure.public for failure in failures("<b>" * 5000 + "deep", "plain")] == [
        "the markup is nested too deep to be read; write the text with less of it"
    ]


@pytest.mark.parametrize("value", ["2025-02-30", "2025-02-30T10:00", "0001-01-01", "privé 'x'", "a/b/c", "Y1E9999999999"])
def test_one_bad_date_is_one_sentence_without_the_value(value: str) -> None:
    ((public, full, _),) = failures(value, "date", "day", "words", "first", "last", "past", "longAgo")
    assert value not in public and public.startswith("the value ")
    assert f"'{value}'" in full


@pytest.mark.parametrize(
    "value",
    [
        "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-05:00", '2026-03-01"08:15', "2026-W10-1", "20260301",
        "2026-03-01T25:00", "٢٠٢٥-١٠-٠٢", "",
    ],
)  # fmt: skip
def test_a_moment_that_cannot_be_compared_is_a_time_error(value: str) -> None:
    with pytest.raises(times.TimeError):
        times.utc(value)


def test_a_key_that_no_address_can_hold_is_a_sentence_but_one_of_an_earlier_build_is_read() -> None:
    context = Context("http://localhost:8000/", "schuur", date(2026, 11, 22))
    mint = functions(context)[ox.NamedNode(expand("dip:uri"))]
    assert mint(ox.Literal("venue"), ox.Literal("é" * 200)) is not None
    assert mint(ox.Literal("venue"), ox.Literal("é" * 300)) is None
    assert [one.public for one in context.failures] == ["the address of a venue would have 1809 characters, and may have 1500"]
    assert uris.path("venue", "é" * 300)


@pytest.mark.parametrize("value", ["Y10000", "-0044-03-15", "9999", "0001"])
def test_a_year_without_performances_is_a_sentence(value: str) -> None:
    first, last = edtf.bounds(value)
    assert first and last
    for call in (lambda: times.earliest(first, "Europe/Amsterdam"), lambda: times.latest(last, None, None, "Asia/Tokyo")):
        with pytest.raises(FunctionError, match="no day that a performance can have"):
            call()


def test_an_unforeseen_error_is_a_sentence_with_the_value_for_the_steward_only() -> None:
    context = Context("http://localhost:8000/", "schuur", date(2026, 11, 22))
    functions(context)[ox.NamedNode(expand("dip:slug"))](ox.Triple(*[ox.NamedNode("urn:x")] * 3))
    functions(context)[ox.NamedNode(expand("dip:tidy"))](ox.Literal("geheim"), ox.Literal("b"))
    assert all("geheim" not in public and "; " in public for public, *_ in context.failures)
    assert "'geheim', 'b'" in context.failures[1].full
