"""Each question about productions, answered a second time from the records themselves."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

from dip_records import ON_STAGE, Season, listed
from questions_harness import SEASONS, Ask, table, uri


def test_directors_of_an_author(ask: Ask, season: Season) -> None:
    names = {one["id"]: one["name"] for record in season.records for one in record["agents"]}
    expected = set()
    for record, credit in season.credits():
        authors = [
            names[made["agent"]]
            for work in record["production"].get("basedOn", [])
            for made in work.get("creators", [])
            if made["role"] in ("auteur", "schrijver")
        ]
        played = {one.production for one in season.performances if one.day and one.day >= "1950"}
        if credit["role"] == "regisseur" and season.of(record) in played and any("Tsjechov" in one for one in authors):
            expected.add((uri("person", season.key(credit["agent"])), uri("production", season.of(record))))
    assert expected
    found = ask("directors-of-an-author", name="tsjechov", **{"from": "1950"})
    assert {(row["director"], row["production"]) for row in found} == expected


def test_productions_of_a_work_and_most_staged_works(ask: Ask, season: Season) -> None:
    by_title = defaultdict(set)
    for record in season.records:
        for work in record["production"].get("basedOn", []):
            by_title[work["title"]].add(season.of(record))
    found = defaultdict(set)
    for row in ask("productions-of-a-work"):
        found[row["workLabel"]].add(row["production"].removeprefix("id/production/"))
    assert found == by_title
    most = Counter({title: len(of) for title, of in by_title.items()})
    staged: Counter[str] = Counter()
    for row in ask("most-staged-works"):
        staged[row["workLabel"]] += int(row["productions"])
    assert staged == most


def test_premieres_per_discipline_and_season(ask: Ask, season: Season) -> None:
    genres = defaultdict(set)
    for record in season.records:
        genres[season.of(record)].update(listed(record["production"].get("genre")))
    expected: Counter[str] = Counter()
    for one in season.performances:
        if one.told["type"] == "premiere" and one.on and genres[one.production]:
            expected[SEASONS.format(one.record["production"]["season"])] += len(genres[one.production])
    found: Counter[str] = Counter()
    for row in ask("premieres-per-discipline-and-season"):
        found[row["season"]] += int(row["premieres"])
    assert expected and found == expected


def test_genres(ask: Ask, season: Season) -> None:
    productions = {
        (genre, season.of(one)) for one in season.records for genre in listed(one["production"].get("genre"))
    }
    productions = {(genre.replace(" ", "-"), one) for genre, one in productions}
    expected = {
        (uri("term/genre", genre), str(count)) for genre, count in Counter(one for one, _ in productions).items()
    }
    plays = {"tragedie", "komedie", "moraliteit", "klucht", "tragikomedie", "pastorale"}  # DutchDraCor's
    found = {
        pair for pair in table(ask("genres"), "genre", "productions") if str(pair[0]).rpartition("/")[2] not in plays
    }
    assert found == {pair for pair in expected if pair[0].rpartition("/")[2] not in plays}


def test_career(ask: Ask, season: Season) -> None:
    (busiest, _) = Counter(season.key(credit["agent"]) for _, credit in season.credits()).most_common(1)[0]
    expected = {
        uri("production", season.of(record))
        for record, credit in season.credits()
        if season.key(credit["agent"]) == busiest
    }
    expected |= {
        uri("production", one.production)
        for one in season.performances
        for added in one.told.get("castChanges", {}).get("added", [])
        if season.key(added["agent"]) == busiest and one.on
    }
    found = ask("career", person=busiest)
    assert {row["production"] for row in found} == expected
    for row in found:
        days = [
            one.day
            for one in season.performances
            if uri("production", one.production) == row["production"] and one.on and one.day
        ]
        assert (row.get("first"), row.get("last")) == ((min(days), max(days)) if days else ("?", ""))


def test_collaborators(ask: Ask, season: Season) -> None:
    together: Counter[tuple[str, str]] = Counter()
    by_production = defaultdict(set)
    for production, person in season.team():
        if person.startswith("p."):
            by_production[production].add(person)
    for people in by_production.values():
        together.update((one, other) for one in people for other in people if one != other)
    expected = {(uri("person", one), uri("person", other), str(count)) for (one, other), count in together.items()}
    assert table(ask("collaborators"), "person", "other", "productions") == expected


def test_cast_of_a_production(ask: Ask, season: Season) -> None:
    chosen = next(one for one in season.records if any("castChanges" in told for told in one.get("performances", [])))
    production = season.of(chosen)
    expected = set()
    for record in season.records:
        if season.of(record) != production:
            continue
        stage = [one for one in record["production"]["credits"] if "character" in one or one["role"] in ON_STAGE]
        added = [one for told in record["performances"] for one in told.get("castChanges", {}).get("added", [])]
        expected |= {(uri("person", season.key(one["agent"])), one.get("character")) for one in stage + added}
    found = {(row["person"], row.get("character")) for row in ask("cast-of-a-production", production=production)}
    assert found == expected


def test_stand_ins(ask: Ask, season: Season) -> None:
    expected = {
        (uri("performance", one.key), uri("person", season.key(added["agent"])))
        for one in season.performances
        if one.on
        for added in one.told.get("castChanges", {}).get("added", [])
    }
    assert expected and {(row["performance"], row["person"]) for row in ask("stand-ins")} == expected


def test_awards(ask: Ask, season: Season) -> None:
    expected = Counter()
    for record in season.records:
        for award in record["production"].get("awards", []):
            recipient = award.get("recipient")
            expected[
                award["name"],
                uri("person", season.key(recipient)) if recipient else uri("production", season.of(record)),
            ] += 1
    found = Counter((row["awardLabel"], row["recipient"]) for row in ask("awards"))
    assert set(found) == set(expected)


def test_reach_of_a_tour(ask: Ask, season: Season) -> None:
    runs = defaultdict(list)
    for one in season.performances:
        if one.on:
            runs[one.run].append(one)
    expected = set()
    for run, on in runs.items():
        days = [one.day for one in on if one.day]
        venues = {season.venue(one) for one in on} - {None}
        places = {season.municipality(one) for one in on}
        expected.add(
            (
                uri("run", run),
                str(len(on)),
                str(len(venues)),
                str(len(places)),
                min(days, default="?"),
                max(days, default=""),
            )
        )
    found = table(ask("reach-of-a-tour"), "run", "performances", "venues", "municipalities", "first", "last")
    assert found == expected


def test_tour_on_the_map(ask: Ask, season: Season) -> None:
    production = Counter(one.production for one in season.performances).most_common(1)[0][0]
    counted = Counter(
        season.venue(one) for one in season.performances if one.production == production and one.on and not one.private
    )
    found = ask("tour-on-the-map", production=production)
    assert {(row["venue"], int(row["performances"])) for row in found} == {
        (uri("venue", str(key)), n) for key, n in counted.items()
    }
    for row in found:
        venue = season.venues[row["venue"].removeprefix("id/venue/")]
        assert (float(row["latitude"]), float(row["longitude"])) == (venue["lat"], venue["lon"])


def test_reprises(ask: Ask, season: Season) -> None:
    runs = defaultdict(set)
    for record in season.records:
        runs[season.of(record)].add(season.run(record["production"]["id"]))
    expected = {(uri("production", one), str(len(of))) for one, of in runs.items() if len(of) > 1}
    assert expected and table(ask("reprises"), "production", "runs") == expected


def test_cancelled_and_moved(ask: Ask, season: Season) -> None:
    states = {"geannuleerd": "Cancelled", "verplaatst": "Rescheduled", "uitgesteld": "Postponed"}
    ours = Counter(states.get(one.status, "Scheduled") for one in season.performances)
    found: Counter[str] = Counter()
    for row in ask("cancelled-and-moved"):
        found[row["status"].rpartition("/Event")[2]] += int(row["performances"])
    assert {state: found[state] for state in states.values()} == {state: ours[state] for state in states.values()}
    undated = sum(int(row["performances"]) for row in ask("cancelled-and-moved") if row["month"] == "geen dag")
    assert undated >= sum(one.day is None for one in season.performances) > 0


def test_months(ask: Ask, season: Season) -> None:
    ours = Counter(one.day[:7] for one in season.performances if one.day and one.status != "geannuleerd")
    found = {row["month"]: int(row["performances"]) for row in ask("months")}
    only_ours = {month: count for month, count in ours.items() if month < "2024-09"}  # New York's begin then
    assert only_ours and {month: found[month] for month in only_ours} == only_ours


def test_venues_and_the_map(ask: Ask, season: Season) -> None:
    counted = Counter(
        season.venue(one) for one in season.performances if one.status != "geannuleerd" and not one.private
    )
    found = {row["venue"]: int(row["performances"]) for row in ask("venues") if row["venue"].startswith("id/venue/v.")}
    assert found == {uri("venue", str(key)): count for key, count in counted.items()}
    on = Counter(season.venue(one) for one in season.performances if one.on and not one.private)
    mapped = {
        row["venue"]: int(row["performances"])
        for row in ask("venues-on-the-map")
        if row["venue"].startswith("id/venue/v.")
    }
    assert {key: count for key, count in mapped.items() if count} == {
        uri("venue", str(key)): count for key, count in on.items()
    }


def test_repertoire_of_a_venue(ask: Ask, season: Season) -> None:
    venue = str(Counter(season.venue(one) for one in season.performances if not one.private).most_common(1)[0][0])
    shown = defaultdict(list)
    for one in season.performances:
        if one.on and season.venue(one) == venue:
            shown[one.production].append(one.day)
    expected = {
        (
            uri("production", production),
            str(len(days)),
            min(filter(None, days), default="?"),
            max(filter(None, days), default=""),
        )
        for production, days in shown.items()
    }
    assert table(ask("repertoire-of-a-venue", venue=venue), "production", "performances", "first", "last") == expected


def test_seats(ask: Ask, season: Season) -> None:
    seats: Counter[str] = Counter()
    for one in season.performances:
        if one.on and one.told.get("capacity"):
            seats[uri("place", season.municipality(one))] += one.told["capacity"]
    assert {row["municipality"]: int(row["seats"]) for row in ask("seats")} == seats


def test_school_performances_per_province(ask: Ask, season: Season, shared: Path) -> None:
    counted: Counter[tuple[str, str]] = Counter()
    for one in season.performances:
        for school in ("po", "vo"):
            if one.on and f"fpk-school-{school}" in listed(one.told.get("tags")):
                counted[uri("place", season.municipality(one)), school] += 1
    rows = ask("school-performances-per-province")
    assert counted and {(row["municipality"], row["school"]): int(row["performances"]) for row in rows} == counted
    with (shared / "data/places/places.csv").open(encoding="utf-8") as file:
        regions = {one["name"]: one["admin1code"] for one in csv.DictReader(file) if one["countrycode"] == "NL"}
    provinces = {
        "01": "Drenthe", "02": "Fryslân", "03": "Gelderland", "04": "Groningen", "05": "Limburg", "06": "Noord-Brabant",
        "07": "Noord-Holland", "09": "Utrecht", "10": "Zeeland", "11": "Zuid-Holland", "15": "Overijssel", "16": "Flevoland",
    }  # fmt: skip
    known = [row for row in rows if row["municipalityLabel"] in regions]
    assert known and all(row["province"] == provinces[regions[row["municipalityLabel"]]] for row in known)


def test_audiences(ask: Ask, season: Season) -> None:
    found: Counter[str] = Counter()
    for row in ask("audiences"):
        found[row["audience"].rpartition("/")[2]] += int(row["productions"])
    pairs = {(word, season.of(one)) for one in season.records for word in listed(one["production"].get("audience"))}
    assert found == Counter(word for word, _ in pairs)


def test_surtitles(ask: Ask, season: Season) -> None:
    counted = Counter(code for one in season.performances if one.on for code in set(listed(one.told.get("surtitles"))))
    assert {row["surtitles"].rpartition("/")[2]: int(row["performances"]) for row in ask("surtitles")} == counted


def test_festivals(ask: Ask, season: Season) -> None:
    counted: Counter[tuple[str, str]] = Counter()
    for one in season.performances:
        if name := one.told.get("festival"):
            counted[name["name"] if isinstance(name, dict) else name, uri("production", one.production)] += 1
    found: Counter[tuple[str, str]] = Counter()
    for row in ask("festivals"):
        found[row["festivalLabel"], row["production"]] += int(row["performances"])
    assert counted and found == counted


def test_makers_and_the_same_in_cidoc_crm(ask: Ask, season: Season) -> None:
    expected = {
        (uri("person", person), uri("production", one)) for one, person in season.team() if person.startswith("p.")
    }
    found = {
        (row["person"], row["whole"].partition("#")[0])
        for row in ask("cidoc-crm-credits")
        if row["whole"].startswith("id/production/") and row["whole"].endswith("#staging-creation")
    }
    assert found == expected
    directors = {
        (season.key(credit["agent"]), season.of(record))
        for record, credit in season.credits()
        if credit["role"] == "regisseur"
    }
    counted = Counter(person for person, _ in directors)
    shown = {row["person"]: int(row["productions"]) for row in ask("makers") if row["role"] == "regisseur"}
    assert shown == {uri("person", person): count for person, count in counted.items()}


def test_rda_directors(ask: Ask, season: Season) -> None:
    expected = {
        (uri("production", season.of(record)) + "#rda", uri("person", season.key(credit["agent"])) + "#rda")
        for record, credit in season.credits()
        if credit["role"] == "regisseur"
    }
    assert {(row["work"], row["director"]) for row in ask("rda-directors")} == expected


def test_rda_expressions_per_place_and_cidoc_crm_places(ask: Ask, season: Season) -> None:
    took = [
        one
        for one in season.performances
        if one.status == "gespeeld" or (one.status in ("gepland", "verplaatst") and one.day and one.day < "2026-03-02")
    ]
    where = Counter(
        ("hall/" + season.key(one.told["hall"]) if "hall" in one.told else f"venue/{season.venue(one)}")
        for one in took
        if not one.private
    )
    found = {row["place"]: int(row["expressions"]) for row in ask("rda-expressions-per-place")}
    ours = {key: count for key, count in found.items() if key.startswith(("id/venue/v.", "id/hall/v."))}
    assert ours == {f"id/{key}#rda": count for key, count in where.items()}
    happened = {
        row["performance"] for row in ask("cidoc-crm-places") if row["performance"].startswith("id/performance/NL-")
    }
    assert happened == {uri("performance", one.key) for one in took}


def test_cidoc_crm_stagings(ask: Ask, season: Season) -> None:
    directed = {season.of(record) for record, credit in season.credits() if credit["role"] == "regisseur"}
    based = {season.of(record) for record in season.records if record["production"].get("basedOn")}
    found = {row["production"].removeprefix("id/production/") for row in ask("cidoc-crm-stagings")}
    assert found and found <= directed & based
    for row in ask("cidoc-crm-stagings"):
        assert (row["director"].removeprefix("id/person/"), row["production"].removeprefix("id/production/")) in {
            (season.key(credit["agent"]), season.of(record)) for record, credit in season.credits()
        }
