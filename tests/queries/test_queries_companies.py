"""Each question about companies, answered a second time from the records themselves."""

from collections import Counter, defaultdict

from dip_records import Season
from questions_harness import SEASONS, Ask, table, uri


def test_co_production_network(ask: Ask, season: Season) -> None:
    producers = defaultdict(set)
    for record in season.records:
        for one in record["production"]["producers"]:
            if one["function"] != "impresariaat":
                producers[season.of(record)].add(season.key(one["agent"]))
    pairs = Counter((a, b) for of in producers.values() for a in of for b in of if a != b)
    expected = {(uri("organization", a), uri("organization", b), str(count)) for (a, b), count in pairs.items()}
    assert expected and table(ask("co-production-network"), "organization", "partner", "productions") == expected


def test_output_of_a_company(ask: Ask, season: Season) -> None:
    main = defaultdict(set)
    for record in season.records:
        for one in record["production"]["producers"]:
            if one["function"] == "hoofdproducent":
                main[season.of(record)].add(season.key(one["agent"]))
    company = sorted(main.items())[0][1].pop()
    main[sorted(main.items())[0][0]].add(company)
    counted: Counter[str] = Counter()
    for one in season.performances:
        if one.on and company in main[one.production]:
            counted[SEASONS.format(one.record["production"]["season"])] += 1
    found = {row["season"]: int(row["performances"]) for row in ask("output-of-a-company", organization=company)}
    assert counted and found == counted


def test_productions_of_a_company(ask: Ask, season: Season) -> None:
    main: defaultdict[str, set[str]] = defaultdict(set)
    made: defaultdict[str, set[str]] = defaultdict(set)
    for record in season.records:
        for one in record["production"]["producers"]:
            company = season.key(one["agent"])
            made[company] |= {season.of(record)} if one["function"] in ("hoofdproducent", "coproducent") else set()
            main[company] |= {season.of(record)} if one["function"] == "hoofdproducent" else set()
    company = max(made, key=lambda one: (len(made[one] - main[one]), len(made[one]), one))
    expected = set()
    for production in made[company]:
        on = [one for one in season.performances if one.on and one.production == production]
        days = [one.day for one in on if one.day]
        first, last = min(days, default="?"), max(days, default="")
        told = str(production in main[company]).lower()
        expected.add((uri("production", production), told, first, last, str(len(on))))
    found = table(
        ask("productions-of-a-company", organization=company), "production", "main", "first", "last", "performances"
    )
    assert len(made[company] - main[company]) and found == expected
