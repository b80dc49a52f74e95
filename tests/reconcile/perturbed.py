"""Names of real authors and venues, and the rules by which others may write them (docs/decisions/0028)."""

import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
PARTICLES = frozenset(
    ["van", "de", "der", "den", "het", "'t", "te", "ten", "ter", "du", "la", "le", "l'", "d'", "in", "la", "les", "des"]
)
FORENAMES = ("Willem", "Trijntje", "Otto", "Zacharias", "Ursula", "Barend", "Femke", "Quirijn", "Wubbo", "Neeltje")
OTHER = ("Ysbrand", "Xander", "Roelof", "Kunigonde", "Egbert", "Vrouwke", "Titus", "Saskia", "Lubbert", "Bouke")
OLD = (("aa", "ae"), ("ij", "y"), ("ui", "uy"), ("ks", "cks"), ("g", "gh"), ("k", "ck"), ("oo", "oe"), ("s", "sch"))
NEW = (("ae", "aa"), ("y", "ij"), ("uy", "ui"), ("ck", "k"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("cq", "k"))


@dataclass
class Known:
    """A thing with its names; `forename` is what comes before particles and surname."""

    key: str
    names: list[str]
    forename: str = ""
    surname: str = ""
    held: bool = field(init=False)
    """Whether it is held out: never looked at while the scorer was made."""

    def __post_init__(self) -> None:
        self.held = hashlib.sha256(self.names[0].encode()).digest()[0] % 2 == 1


@dataclass(frozen=True)
class Question:
    """A name as someone writes it, by which rule, and what is meant; nothing where it is somebody else."""

    text: str
    rule: str
    kind: str
    keys: frozenset[str]
    held: bool


def authors(shared: Path) -> list[Known]:
    """Read DutchDraCor's authors; two spellings with one Wikidata id are one, but for the id that two people share."""
    found: dict[str, Known] = {}
    for file in sorted((shared / "data" / "dutchdracor" / "tei-headers").glob("*.xml")):
        for author in etree.parse(file).iter(f"{TEI}author"):
            parts = {
                tag: " ".join("".join(one.itertext()) for one in author.iter(f"{TEI}{tag}"))
                for tag in ("forename", "nameLink", "surname")
            }
            parts = {tag: " ".join(text.split()) for tag, text in parts.items()}
            name = " ".join(text for text in parts.values() if text)
            ids = [
                one.text
                for one in author.iter(f"{TEI}idno")
                if one.get("type") == "wikidata" and (one.text or "").startswith("Q")
            ]
            same = ids[0] if ids and ids[0] != "Q2825111" else name
            if not name:
                continue
            known = found.setdefault(
                str(same), Known(f"person/a.{len(found) + 1}", [name], parts["forename"], parts["surname"])
            )
            if name not in known.names:
                known.names.append(name)
    return list(found.values())


def venues(shared: Path) -> list[Known]:
    """Read Rotterdam's venues, with their former names."""
    text = (shared / "data" / "rotterdams-publiek" / "locaties.geojson").read_text("utf-8")
    found = []
    for number, feature in enumerate(json.loads(text)["features"]):
        said = feature["properties"]
        names = list(dict.fromkeys([said["label"], *(one["name"] for one in said["names"])]))
        found.append(Known(f"venue/v.{number}", names))
    return found


def namesakes(of: list[Known]) -> list[Known]:
    """Make another person of each surname, for the index: a namesake with another forename."""
    people = [one for one in of if one.forename]
    return [
        Known(f"person/n.{number}", [" ".join([_other(one.forename, FORENAMES, number), *_rest(one)])])
        for number, one in enumerate(people)
    ]


def _rest(one: Known) -> list[str]:
    return one.names[0].removeprefix(one.forename).split()


def _other(forename: str, among: tuple[str, ...], number: int) -> str:
    fitting = [one for one in among if one[0] != forename[0]]
    return fitting[number % len(fitting)]


def dropped(name: str, one: Known, chance: random.Random) -> str:
    """Leave the particles out."""
    return " ".join(part for part in name.split() if part.lower() not in PARTICLES)


def initials(name: str, one: Known, chance: random.Random) -> str:
    """Write the first letters of forenames."""
    if not one.forename or not name.startswith(one.forename):
        return name
    return " ".join([*(f"{part[0]}." for part in one.forename.split()), *name.removeprefix(one.forename).split()])


def old(name: str, one: Known, chance: random.Random) -> str:
    """Spell as before 1800, or the other way: two of the rules that fit, in places that chance decides."""
    fitting = [(a, b) for a, b in (*OLD, *NEW) if re.search(rf"(?<=\w){a}(?=\w)|{a}$", name)]
    for a, b in chance.sample(fitting, min(2, len(fitting))):
        name = re.sub(rf"(?<=\w){a}(?!{a[-1]})", b, name, count=1)
    return name


def typed(name: str, one: Known, chance: random.Random) -> str:
    """Get one letter of a word of five or more wrong: another, one too few or many, or two exchanged."""
    words = name.split()
    long = [place for place, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not long:
        return name
    place = chance.choice(long)
    word, at = words[place], chance.randrange(1, len(words[place]) - 1)
    letter = chance.choice("abdeghiklmnoprstu")
    words[place] = chance.choice(
        (word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :], word[:at] + letter + word[at:],
         word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    )  # fmt: skip
    return " ".join(words)


def turned(name: str, one: Known, chance: random.Random) -> str:
    """Write the surname first."""
    if not one.forename or not name.startswith(one.forename):
        return name
    links = name.removeprefix(one.forename).removesuffix(one.surname).strip()
    return f"{one.surname}, {one.forename} {links}".strip()


RULES: dict[str, Callable[[str, Known, random.Random], str]] = {
    "dropped particles": dropped, "initials": initials, "old spelling": old, "typing error": typed, "surname first": turned,
}  # fmt: skip


def questions(known: list[Known], kind: str) -> Iterator[Question]:
    """Ask for each name as it is, and once or twice by every rule that changes it; and for namesakes that are not there."""
    names: dict[str, set[str]] = {}
    for one in known:
        for name in one.names:
            names.setdefault(name.casefold(), set()).add(one.key)
    for number, one in enumerate(known):
        chance = random.Random(number)
        for name in one.names:
            keys = frozenset(names[name.casefold()])
            yield Question(name, "as it is", kind, keys, one.held)
            for rule, change in RULES.items():
                for text in {
                    change(name, one, chance) for _ in range(2 if rule in ("old spelling", "typing error") else 1)
                } - {name}:
                    meant = names.get(text.casefold(), keys)
                    yield Question(text, rule, kind, frozenset(meant), one.held)
        if one.forename:
            somebody = " ".join([_other(one.forename, OTHER, number), *_rest(one)])
            yield Question(somebody, "another namesake", kind, frozenset(), one.held)
        elif kind == "venue":
            words = one.names[0].split()
            longest = max(words, key=len)
            other = known[(number + 37) % len(known)].names[0].split()
            somewhere = " ".join(max(other, key=len) if word == longest else word for word in words)
            if len(words) > 1 and somewhere.casefold() not in names:
                yield Question(somewhere, "another namesake", kind, frozenset(), one.held)
