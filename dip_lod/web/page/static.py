"""`/static/…`: style sheet, fonts, icon and query editor; a link with the version of the site may be kept for ever."""

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from dip_lod.web.page.site import Site, conditional

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
_SHEET = "site.css"
"""The one style sheet of all pages: the parts in `site/style`, in the order of their names."""


def blueprint(site: Site) -> Blueprint:
    """Make the route; only what the folder held at the start is served."""
    made = Blueprint("static", __name__)
    folder = site.folder / "static"
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.suffix in _TYPES}
    sheet = "\n".join(file.read_text("utf-8") for file in sorted((site.folder / "style").glob("*.css"))).encode()

    @made.get("/static/<path:name>")
    def static(name: str) -> Response:
        file = files.get(name)
        if file is None and name != _SHEET:
            raise NotFound
        body, kind = (file.read_bytes(), file.suffix) if file else (sheet, ".css")
        response = conditional(request, body, _TYPES[kind], site.etag("static", name))
        kept = request.args.get("v") == site.version
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if kept else "public, no-cache"
        return response

    return made
