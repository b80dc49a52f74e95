"""Answers that are no success: in the dress of the site for people, one plain sentence for programs."""

from flask import Flask, Request, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response as AnyResponse

from dip_lod.web.http import negotiation
from dip_lod.web.http.forms import Form
from dip_lod.web.page.site import HTML, Site

_TYPES = ("text/plain", "text/html")


def problem(
    site: Site,
    asked: Request,
    status: int,
    detail: str = "",
    links: list[tuple[str, str, str]] | None = None,
    headers: dict[str, str] | None = None,
    told: str = "",
    english: bool = False,
) -> Response:
    """Say what is wrong. `links` are name, media type and path of what there is instead.

    `told` is what a page says in place of `detail`: it speaks the reader's language. With `english` programs are told
    in English, whoever asks.
    """
    reader = site.visitor(asked)
    page = negotiation.media_type(asked.headers.get("Accept"), _TYPES) == "text/html"
    texts = site.texts["en"] if english and not page else reader.texts
    title = texts(f"problem_{status}") if f"problem_{status}" in texts.tables["site"] else str(status)
    words = detail or (texts(f"why_{status}") if f"why_{status}" in texts.tables["site"] else "")
    if page:
        body = site.page("problem.html", reader, status=status, title=title, detail=told or words, links=links or [])
        content_type = HTML
    else:
        lines = [f"{status} {title}", words, *(f"{kind}  {path}" for _, kind, path in links or ())]
        body, content_type = "\n".join(line for line in lines if line) + "\n", "text/plain; charset=utf-8"
    response = Response(body, status, content_type=content_type)
    response.headers.update(headers or {})
    response.headers.add("Content-Language", reader.language if page or not english else "en")
    return response


def not_acceptable(site: Site, asked: Request, path: str, offered: tuple[Form, ...]) -> Response:
    """Answer 406 with the list of what there is."""
    links = [(form.name, form.media_type, f"{path}.{form.extension}") for form in offered]
    return problem(site, asked, 406, links=links)


def install(app: Flask, site: Site) -> None:
    """Dress every error that Flask raises: unknown paths, wrong methods, failures of ours."""

    @app.errorhandler(HTTPException)
    def dress(error: HTTPException) -> AnyResponse:
        if error.response is not None:
            return error.response
        kept = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
        return problem(site, request, error.code or 500, headers=kept)
