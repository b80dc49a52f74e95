"""A sample as a file: NDJSON, one JSON list, or XML."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from lxml import etree

from dip_lod.errors import ConfigurationError, choices
from dip_lod.sample import visits, xml_form
from dip_lod.sample.chunks import in_chunks
from dip_lod.sample.people import Node
from dip_lod.sample.plan import MOST
from dip_lod.sample.pools import Pools
from dip_lod.sample.record import record

AS_OF = date(2026, 11, 22)
"""The day on which a sample is made, unless another is asked for: what is before it has been played."""

README = """# A made-up season

Nothing in this folder is true. `dip-lod sample` put it together from lists of words: {productions} productions
(seed {seed}, as of {as_of}), with their performances, people, companies, venues, schools, prizes and figures.
No resemblance is meant. Real are only the towns with their municipalities, and a handful of plays whose authors
died a century or more ago.

Alles in deze map is verzonnen. Echt zijn alleen de plaatsen met hun gemeenten, en enkele toneelstukken van
schrijvers die al meer dan een eeuw dood zijn.

`{name}` holds the records, `visits/` counted visits as audience monitors would deliver them, in groups that are made
up too. `inhabitants.csv` gives the size of most of those municipalities, roughly, so that figures can be given by it:
from GeoNames (CC BY 4.0), for the demonstration alone. The same command gives the same bytes.
"""


@dataclass(frozen=True)
class Form:
    """How records are written one after another."""

    ending: str
    head: bytes
    between: bytes
    foot: bytes
    body: Callable[[Node], bytes]


def records(productions: int, seed: int, as_of: date = AS_OF) -> Iterator[Node]:
    """Make up records, one at a time.

    >>> next(records(40, seed=1))["production"]["season"]
    '2021/2022'
    """
    pools = _pools(productions, seed, as_of)
    return (record(pools, index) for index in range(productions))


def write(
    folder: Path,
    productions: int = 40,
    seed: int = 1,
    form: str = "ndjson",
    as_of: date = AS_OF,
    processes: int | None = None,
) -> Path:
    """Write a sample, sizes of towns and a README into a folder, and give the path of the file with the records.

    Large samples are made by as many processes as there are cores, unless told otherwise; the bytes are the same.
    """
    if form not in FORMS:
        raise ConfigurationError(f"sample: unknown form '{form}'; {choices(form, FORMS)}")
    pools, style = _pools(productions, seed, as_of), FORMS[form]
    path = folder / f"productions.{style.ending}"
    unfinished = folder / f"{path.name}.part"
    readme = README.format(productions=productions, seed=seed, as_of=as_of, name=path.name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "README.md").write_text(readme, encoding="utf-8", newline="\n")
        (folder / "inhabitants.csv").write_bytes((files(__package__) / "words" / "inhabitants.csv").read_bytes())
        with unfinished.open("wb") as file:
            file.write(style.head)
            file.writelines(in_chunks(_Chunk(pools, form), productions, processes or os.cpu_count() or 1))
            file.write(style.foot)
        unfinished.replace(path)
        visits.write(folder, pools, productions)
    except OSError as error:
        if unfinished.is_file():
            unfinished.unlink()
        what = f"cannot write the sample ({error.strerror}); choose another folder"
        raise ConfigurationError(f"{folder}: {what}") from error
    return path


def _pools(productions: int, seed: int, as_of: date) -> Pools:
    if not 0 <= productions <= MOST:
        raise ConfigurationError(f"sample: {productions} productions cannot be numbered; choose from 0 to {MOST}")
    return Pools(productions, seed, as_of)


@dataclass(frozen=True)
class _Chunk:
    """Write a range of records; it can be sent to another process."""

    pools: Pools
    form: str

    def __call__(self, indexes: range) -> bytes:
        style = FORMS[self.form]
        bodies = (style.body(record(self.pools, index)) for index in indexes)
        return (style.between if indexes.start else b"") + style.between.join(bodies)


ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def _line(node: Node) -> bytes:
    return ENCODER.encode(node).encode()


def _element(node: Node) -> bytes:
    return etree.tostring(xml_form.element(node), encoding="utf-8", pretty_print=True)


FORMS = {
    "ndjson": Form("ndjson", b"", b"", b"", lambda node: _line(node) + b"\n"),
    "json": Form("json", b"[\n", b",\n", b"\n]\n", _line),
    "xml": Form("xml", xml_form.HEAD, b"", xml_form.FOOT, _element),
}
