"""The settings of one installation: what it publishes, and how."""

from dataclasses import dataclass, field
from pathlib import Path

from dip_lod.monitor import Audiences
from dip_lod.publisher import Dataset, Partners, Publisher
from dip_lod.tiles import Maps

EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True)
class Source:
    """A source to build from: a mapping (a name in mappings/, or a folder) and its files (globs allowed)."""

    mapping: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Build:
    """How to build; nothing here changes a byte of the dump."""

    processes: int = 0
    """0: one for each core."""
    batch: int = 100
    keep: int = 3
    """Publications that stay, the current one included."""
    violations: str = "stop"
    """`stop`: a violation stops the commit; `report`: publish with the report."""
    validator: str = "shacl"
    """The engine of validation: `shacl`, compiled, or `pyshacl`, the judge, about 60 times slower."""
    vanished: float = 0.10
    """Share of a snapshot's documents that may be missing before the commit stops."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the SPARQL endpoint; see docs/reference/sparql.md."""

    seconds: float = 10.0
    memory_bytes: int = 1_000_000_000
    result_bytes: int = 256_000_000
    rows: int = 1_000_000
    query_bytes: int = 100_000
    nesting: int = 200
    workers: int = 4
    queue: int = 16
    wait_seconds: float = 1.0
    per_client: int = 4
    cache_bytes: int = 16_000_000
    services: tuple[str, ...] = ()
    """Other endpoints that SERVICE may ask."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A remote store, where `store` names one; see docs/how-to/stores.md."""

    engine: str = ""
    """Which engine it is; see store.kinds."""
    graphs: str = ""
    """The address of its graph store; known for most engines."""
    seconds: float = 600.0
    """How long the build waits for one piece of a dump, or for a count."""


@dataclass(frozen=True, slots=True)
class Serve:
    """Where to listen."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 0
    """0: one for each core."""
    proxies: str = "127.0.0.0/8 ::1/128"
    """Networks whose X-Forwarded-For counts, with spaces between them."""
    pages: str = "{data}/pages"
    """The folder of pages that idle time has made; `{data}` is the data folder; empty: none."""
    pages_megabytes: int = 1024
    """How large that folder may grow."""


@dataclass(frozen=True, slots=True)
class Log:
    """What is logged, and how; never an address or a whole user agent."""

    form: str = "plain"
    """`plain`: lines for people; `json`: an object a line."""
    level: str = "info"
    requests: bool = False
    """Whether each request is a line."""


@dataclass(frozen=True, slots=True)
class Operations:
    """Who may read /metrics, and what /readyz asks."""

    metrics: str = "127.0.0.0/8 ::1/128"
    """Networks, with spaces between them; empty: nobody."""
    free_bytes: int = 500_000_000
    """Room that the data folder's disk must have."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings. Relative paths are relative to the folder of the file."""

    base_uri: str = "http://localhost:8000/"
    data: Path = Path("data")
    licence: str = "https://creativecommons.org/publicdomain/zero/1.0/"
    """Of the dataset as a whole; each source states its own in source.toml."""
    overrides: Path | None = None
    """RDF with statements that win over every source."""
    inhabitants: Path | None = None
    """CSV of `municipality` (GM0363) and `inhabitants`: figures by size of municipality are given only with it."""
    publisher: Publisher = field(default_factory=Publisher)
    dataset: Dataset = field(default_factory=Dataset)
    partners: Partners = field(default_factory=Partners)
    sources: tuple[Source, ...] = ()
    audiences: Audiences = field(default_factory=Audiences)
    store: str = EMBEDDED
    """What answers SPARQL: `embedded`, or the address of a remote store as `sparql+https://…`."""
    remote: Remote = field(default_factory=Remote)
    build: Build = field(default_factory=Build)
    limits: Limits = field(default_factory=Limits)
    serve: Serve = field(default_factory=Serve)
    log: Log = field(default_factory=Log)
    operations: Operations = field(default_factory=Operations)
    maps: Maps = field(default_factory=Maps)
    folder: Path = Path()

    def resolve(self, path: str | Path) -> Path:
        """Make a path of the configuration absolute."""
        return (self.folder / path).absolute()

    @property
    def data_folder(self) -> Path:
        """The folder of the journal and the publications: but for stored pages nothing else is ever written to."""
        return self.resolve(self.data)

    @property
    def pages_folder(self) -> Path | None:
        """The folder of stored pages (decision 0045); None where there are to be none."""
        named = self.serve.pages.replace("{data}", str(self.data_folder))
        return self.resolve(named) if named else None
