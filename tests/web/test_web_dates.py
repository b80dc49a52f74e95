import pytest

from dip_lod import resources
from dip_lod.web.words import dates, texts, uncertain

WORDS = texts.load(resources.folder("site") / "translations")


@pytest.mark.parametrize(
    ("lexical", "dutch", "english", "machine"),
    [
        (
            "2025-10-02T20:15:00+02:00",
            "2 oktober 2025, 20.15 uur",
            "2 October 2025, 20:15",
            "2025-10-02T20:15:00+02:00",
        ),
        ("2025-10-02T00:05:00.5Z", "2 oktober 2025, 00.05 uur", "2 October 2025, 00:05", "2025-10-02T00:05:00.5Z"),
        ("2025-10-02", "2 oktober 2025", "2 October 2025", "2025-10-02"),
        ("2025-10-02Z", "2 oktober 2025", "2 October 2025", "2025-10-02"),
        ("2025-10-02+02:00", "2 oktober 2025", "2 October 2025", "2025-10-02"),
        ("2026-04", "april 2026", "April 2026", "2026-04"),
        ("1903", "1903", "1903", "1903"),
        ("0800", "800", "800", "0800"),
        ("-0044-03-15", "15 maart 45 v.Chr.", "15 March 45 BC", None),
        ("0000", "1 v.Chr.", "1 BC", None),
        ("2024-02-29", "29 februari 2024", "29 February 2024", "2024-02-29"),
        ("2026-02-29", "2026-02-29", "2026-02-29", None),
        ("2026-13-45", "2026-13-45", "2026-13-45", None),
        ("2026-01-01T25:00:00", "2026-01-01T25:00:00", "2026-01-01T25:00:00", None),
        ("gisteren", "gisteren", "gisteren", None),
        ("9" * 5000, "9" * 5000, "9" * 5000, None),
    ],
)
def test_a_moment_is_written_for_people_and_for_machines(
    lexical: str, dutch: str, english: str, machine: str | None
) -> None:
    assert dates.moment(lexical, WORDS["nl"]) == dutch
    assert dates.moment(lexical, WORDS["en"]) == english
    assert dates.machine(lexical) == machine


@pytest.mark.parametrize(
    ("lexical", "dutch", "english"),
    [
        ("PT1H45M", "1 uur 45 minuten", "1 hour 45 minutes"),
        ("PT2H1M", "2 uur 1 minuut", "2 hours 1 minute"),
        ("P1Y2M3DT4H5M6S", "1 jaar 2 maanden 3 dagen 4 uur 5 minuten 6 seconden",
         "1 year 2 months 3 days 4 hours 5 minutes 6 seconds"),
        ("PT0S", "PT0S", "PT0S"),
        ("kort", "kort", "kort"),
        ("PT" + "9" * 5000 + "S",) * 3,
    ],
)  # fmt: skip
def test_a_duration_is_written_for_people(lexical: str, dutch: str, english: str) -> None:
    assert dates.duration(lexical, WORDS["nl"]) == dutch
    assert dates.duration(lexical, WORDS["en"]) == english


@pytest.mark.parametrize(
    ("lexical", "dutch"),
    [("1234567", "1.234.567"), ("-12.50", "-12,50"), ("+3", "3"), ("1e3", "1e3"), ("NaN", "NaN"), ("9" * 5000,) * 2],
)
def test_a_number_is_written_for_people(lexical: str, dutch: str) -> None:
    assert WORDS["nl"].number(lexical) == dutch


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("2025-10-29", "2025-10-29", "29 okt 2025"),
        ("2025-10-29", "2025-10-31", "29 – 31 okt 2025"),
        ("2025-10-29", "2025-11-03", "29 okt – 3 nov 2025"),
        ("2025-12-29", "2026-01-03", "29 dec 2025 – 3 jan 2026"),
        (None, "2026-01-03", "3 jan 2026"),
        (None, None, ""),
    ],
)
def test_a_period_in_days_says_what_its_ends_share_once(first: str | None, last: str | None, written: str) -> None:
    assert dates.days(first, last, WORDS["nl"]) == written


@pytest.mark.parametrize(
    ("lexical", "dutch", "english"),
    [
        ("1976~", "omstreeks 1976", "about 1976"),
        ("1976-04?", "misschien april 1976", "perhaps April 1976"),
        ("1976%", "misschien omstreeks 1976", "perhaps about 1976"),
        ("2026-04-XX", "april 2026", "April 2026"),
        ("1976-XX-XX", "1976", "1976"),
        ("197X", "1970–1979", "1970–1979"),
        ("18XX~", "omstreeks 1800–1899", "about 1800–1899"),
        ("1922/1940-05-14", "1922 – 14 mei 1940", "1922 – 14 May 1940"),
        ("1566~/1600", "omstreeks 1566 – 1600", "about 1566 – 1600"),
        ("1913/", "vanaf 1913", "from 1913"),
        ("../1940", "tot en met 1940", "until 1940"),
        ("[1565..1600]", "tussen 1565 en 1600", "between 1565 and 1600"),
        ("[..1600]", "uiterlijk 1600", "1600 at the latest"),
        ("[1565..]", "niet voor 1565", "not before 1565"),
        ("../..", "../..", "../.."),
        ("", "", ""),
        ("2026-13", "2026-13", "2026-13"),
        ("1922/hoe dan", "1922/hoe dan", "1922/hoe dan"),
        ("Y-17000", "Y-17000", "Y-17000"),
        ("~", "~", "~"),
    ],
)
def test_an_uncertain_date_is_written_for_people(lexical: str, dutch: str, english: str) -> None:
    assert uncertain.written(lexical, WORDS["nl"]) == dutch
    assert uncertain.written(lexical, WORDS["en"]) == english
