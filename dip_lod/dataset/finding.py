"""The datasets of a publication: the whole, each source that a register can list, and the RDA view."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dip_lod import uris
from dip_lod.config import Config
from dip_lod.dataset import audience, cubes, dumps, linksets
from dip_lod.dataset.description import LDES, LICENCES, OAI_PMH, Dataset, Distribution
from dip_lod.dataset.words import joined, listed, words
from dip_lod.publication.reading import Publication
from dip_lod.publication.statistics.reading import Statistics
from dip_lod.publication.statistics.tables import MAIN
from dip_lod.publication.statistics.tables import RDA as RDA_SCOPE
from dip_lod.uris import AUDIENCES, FIGURES, RDA, WHOLE
from dip_lod.vocabulary import prefixes

_MAIN = ("schema", "crm", "lrmoo", "skos", "prov", "dcterms")
_OF_RDA = ("rdaw", "rdae", "rdaa", "rdat", "skos")
_OAI_PAGE = "https://www.openarchives.org/OAI/openarchivesprotocol.html"
_EXAMPLES = ("production", "work", "person", "venue")


def find(publication: Publication, config: Config, created: str, endpoints: bool) -> list[Dataset]:
    """Describe the datasets of a publication, the whole first; `endpoints` says whether SPARQL is answered.

    `created` is the day of the first publication. A source without a licence that registers know is no dataset to
    register: its page says what it states.
    """
    return list(_Finding(publication, config, created, endpoints).datasets())


class _Finding:
    def __init__(self, publication: Publication, config: Config, created: str, endpoints: bool) -> None:
        self.publication, self.config, self.created, self.endpoints = publication, config, created, endpoints
        self.about = publication.manifest
        self.name = {"nl": config.dataset.name, "en": config.dataset.name_en}
        self.years = self._years()
        self.sources = [one for one in self.about.sources if one.licence in LICENCES]

    def datasets(self) -> Iterator[Dataset]:
        every = listed([one.title or {"nl": one.name} for one in self.about.sources])
        silent = listed([one.title or {"nl": one.name} for one in self.about.sources if not one.licence])
        caution = words("silent", "description", sources=silent) if any(silent.values()) else {}
        asked = words("sparql", "description")
        yield self._dataset(
            WHOLE, self.name, joined(words("all", "description", sources=every), caution), self.config.licence,
            distributions=self._endpoint("sparql", asked) + self._files("all", "schema", "crm") + self._oai("kind")
            + self._stream(),
            triples=self.about.triples, documents=self.about.documents,
            parts=[self._uri(one.name) for one in self.sources],
        )  # fmt: skip
        yield self._dataset(
            RDA, words("rda", "name", name=self.name), joined(words("rda", "description", sources=every), caution),
            self.config.licence, rda=True,
            distributions=self._endpoint("sparql/rda", asked) + self._files("rda") + self._oai("view:rda"),
            triples=next((one.triples for one in self.publication.dumps if one.view == "rda"), None),
        )  # fmt: skip
        yield from self._of_figures(every)
        yield from self._of_audiences()
        reading = self.publication.repertoire.first_years  # 0.3 s of ten million triples: once a publication
        years = self.publication.recall(("first years",), reading) if self.sources else {}
        for source in self.sources:
            title = source.title or {"nl": source.name}
            own = self._uri(source.name)
            described = joined(source.description, words("source", "description", sources=title, name=self.name))
            asking = self._endpoint("sparql", words("part", "description", uri={"nl": own}))
            taking = dumps.of_a_part(self.publication.dumps, self.publication.base, source.name)
            made = self._dataset(
                source.name, title, described, source.licence or "",
                distributions=asking + taking + self._oai(f"dataset:{source.name}"), documents=source.documents or None,
                whole=self._uri(WHOLE),
            )  # fmt: skip
            yield replace(made, temporal=f"{years[source.name]}/.." if source.name in years else "")

    def _of_figures(self, every: Mapping[str, str]) -> Iterator[Dataset]:
        if cubes.published(self.publication.folder):
            described = words("figures", "description", sources=every)
            made = self._dataset(
                FIGURES, words("figures", "name", name=self.name), described, self.config.licence,
                distributions=cubes.distributions(self.publication.base),
            )  # fmt: skip
            yield _of_cubes(made)

    def _of_audiences(self) -> Iterator[Dataset]:
        if distributions := audience.distributions(self.publication.folder, self.publication.base):
            made = self._dataset(
                AUDIENCES, words("audiences", "name", name=self.name), words("audiences", "description"),
                self.config.licence, distributions=distributions,
            )  # fmt: skip
            first = audience.first_year(self.publication.folder)
            yield replace(_of_cubes(made), temporal=f"{first}/.." if first else made.temporal)

    def _uri(self, key: str) -> str:
        return uris.mint(self.publication.base, "dataset", key)

    def _endpoint(self, path: str, described: Mapping[str, str]) -> list[Distribution]:
        url = self.publication.base + path
        one = Distribution("sparql", url, words("sparql", "name"), described, documentation=url)
        return [one] if self.endpoints else []

    def _oai(self, part: str) -> list[Distribution]:
        """Describe the repository, with the set that a harvester asks for."""
        url, told = self.publication.base + "oai", words("oai", "description", set={"nl": part})
        return [Distribution("oai", url, words("oai", "name"), told, documentation=_OAI_PAGE, protocol=OAI_PMH)]

    def _stream(self) -> list[Distribution]:
        """Describe the event stream, which has everything."""
        url = self.publication.base + "ldes"
        told = words("ldes", "description")
        return [Distribution("ldes", url, words("ldes", "name"), told, documentation=LDES, protocol=LDES)]

    def _files(self, *views: str) -> list[Distribution]:
        return dumps.distributions(self.publication.dumps, self.publication.base, *views)

    def _dataset(
        self,
        key: str,
        name: Mapping[str, str],
        description: Mapping[str, str],
        licence: str,
        *,
        distributions: list[Distribution],
        rda: bool = False,
        triples: int | None = None,
        documents: int | None = None,
        parts: list[str] | None = None,
        whole: str = "",
    ) -> Dataset:
        statistics = Statistics(self.publication.folder, SCOPES.get(key, key))
        figures = _figures(statistics)
        return Dataset(
            key=key,
            uri=self._uri(key),
            name=name,
            description=description,
            licence=licence,
            created=self.created,
            modified=self.about.committed,
            version=self.about.id,
            languages=("nl",),
            profiles=(prefixes()["rdaw"].removesuffix("w/"),) if rda else (dumps.PROFILE, prefixes()["crm"]),
            vocabularies=tuple(prefixes()[one] for one in (_OF_RDA if rda else _MAIN)),
            distributions=tuple(distributions),
            temporal=self.years,
            triples=triples if triples is not None else figures.pop("void:triples", None),
            documents=documents,
            figures=tuple((name, count) for name, count in figures.items() if name != "void:triples"),
            linksets=tuple(linksets.count(statistics.targets()).items()),
            example=self._example(rda),
            parts=tuple(parts or ()),
            whole=whole,
        )

    def _years(self) -> str:
        first = self.publication.repertoire.first_year()
        return f"{first}/.." if first else ""

    def _example(self, rda: bool) -> str:
        for kind in _EXAMPLES:
            for uri in self.publication.listed(kind, limit=1):
                found = uris.parse(self.publication.base, uri)
                if not rda or (found and self.publication.rda(found)):
                    return uri
        return ""


def _of_cubes(made: Dataset) -> Dataset:
    """Describe a dataset of cubes: what is counted of the documents is not said of it."""
    return replace(
        made, languages=("nl", "en"), profiles=(cubes.PROFILE,), vocabularies=cubes.vocabularies(), example="",
        triples=None, figures=(), linksets=(),
    )  # fmt: skip


SCOPES = {WHOLE: MAIN, RDA: RDA_SCOPE}
"""What the statistics call the datasets; a source has the name that it has there."""


def _figures(statistics: Statistics) -> dict[str, int]:
    totals = statistics.totals()
    if totals is None:
        return {}
    return {
        "void:triples": totals.triples,
        "void:entities": totals.subjects,
        "void:distinctSubjects": totals.subjects,
        "void:distinctObjects": totals.iris + totals.literals,
        "void:classes": len(statistics.classes()),
        "void:properties": len(statistics.properties()),
    }


def name(key: str) -> uris.Name:
    """Name a dataset by its key."""
    return uris.Name("dataset", key)
