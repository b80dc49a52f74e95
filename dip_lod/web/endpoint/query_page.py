"""The page of the endpoint: the form, the answer as a table, or why there is none."""

from urllib.parse import urlencode

from flask import Request, Response, request

from dip_lod.questions import cut
from dip_lod.questions.question import Question
from dip_lod.sparql import prologue
from dip_lod.sparql.answer import Result
from dip_lod.web.endpoint import limits_table, protocol, results
from dip_lod.web.endpoint.protocol import Asked
from dip_lod.web.page import queries
from dip_lod.web.page.site import Site

LONGEST_ADDRESS = 6000
"""A query whose address is longer is answered where it was posted: servers refuse lines of over 8 kB."""


def address(request: Request, asked: Asked) -> str | None:
    """Give the address of a query that a browser posted, so that it can be cited; None where it would be too long."""
    if request.method != "POST":
        return None
    fields = [("query", asked.query), *(("default-graph-uri", graph) for graph in asked.default_graphs)]
    fields += [("named-graph-uri", graph) for graph in asked.named_graphs]
    fields += [(name, value) for name in ("format", "lang") if (value := request.form.get(name))]
    address = f"{request.path}?{urlencode(fields)}"
    return address if len(address) < LONGEST_ADDRESS else None


class QueryPage:
    """Fills in the page."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._examples = queries.load(site.folder / "queries")

    def form(
        self, view: str, asked: Asked | None = None, answer: Result | None = None, failure: str = "", status: int = 200
    ) -> Response:
        """Show the form with what was asked and what came of it."""
        reader = self._site.visitor(request)
        prefixes = prologue.read(asked.query).prefixes if asked else {}
        question = self._question(asked.query) if asked else None
        body = self._site.page(
            "sparql.html",
            reader,
            title=reader.texts.own(question.titles) if question else "",
            lead=reader.texts.own(question.explanations) if question else "",
            query=asked.query if asked else self._examples[0].text if self._examples else "",
            view=view,
            path="sparql" if view == "main" else f"sparql/{view}",
            table=results.table(answer, reader, prefixes) if answer else None,
            given=results.given(answer) if answer else None,
            limited=bool(asked and answer and cut.limit(asked.query) == answer.rows),
            formats=protocol.formats(asked.query).values() if asked else (),
            failure=failure,
            examples=self._examples,
            limits=self._site.config.limits,
            bounds=limits_table.rows(self._site.config.limits, reader.texts),
        )
        response = Response(body, status, content_type="text/html; charset=utf-8")
        response.headers["Content-Language"] = reader.language
        return response

    def _question(self, query: str) -> Question | None:
        """Find the question that led here, as long as it is the one that is asked."""
        name = request.args.get("question")
        return next((one for one in self._examples if one.name == name and one.asked_in(query)), None)
