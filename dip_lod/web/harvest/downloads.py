"""`/dumps/…`: the files of the dumps, of the current publication and of those that are kept."""

import base64
from datetime import UTC, datetime
from pathlib import Path

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound
from werkzeug.http import http_date, is_resource_modified

from dip_lod.errors import PublicationError
from dip_lod.journal.reading import PUBLICATIONS
from dip_lod.publication.dumps import files
from dip_lod.publication.dumps.files import DumpFile
from dip_lod.web.harvest import downloads_page
from dip_lod.web.http import access, client_address, negotiation, ranges
from dip_lod.web.http.door import Readers
from dip_lod.web.http.downloading import Held
from dip_lod.web.http.sending import Sending
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site, redirect

READERS, PER_CLIENT = 8, 4
"""Who may take a large file from one web worker at a time, in all and of one client."""

_SMALL = 1 << 16
"""What the kernel takes off our hands at once, however slowly it is read."""
_LATER = 10
"""Seconds after which who was sent away may try again."""


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("downloads", __name__)
    downloads = _Downloads(site)

    @made.get("/dumps")
    @made.get("/dumps/")
    @made.get("/dumps/<publication>")
    @made.get("/dumps/<publication>/")
    def top(publication: str = "") -> Response:
        if publication and (publication == files.SUMS or "." in publication):
            return downloads.latest(publication)
        if publication and publication not in downloads.published():
            raise NotFound
        return redirect(request, f"{site.root}downloads", 303)

    @made.get("/dumps/<publication>/<name>")
    def kept(publication: str, name: str) -> Response:
        return downloads.kept(publication, name)

    @made.get("/downloads")
    def page() -> Response:
        reader = site.visitor(request)
        return site.answer(request, downloads_page.page(site, reader, downloads.published()), reader)

    return made


class _Downloads:
    """What one web worker knows of who is downloading."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._readers = Readers(READERS, PER_CLIENT)
        self._proxies = access.networks(site.config.serve.proxies)

    def published(self) -> dict[str, str]:
        """Tell of each publication that ever was when it was committed last."""
        try:
            return {one.folder: one.committed for one in self._site.publications.journal.publications()}
        except PublicationError:
            return {}

    def latest(self, name: str) -> Response:
        """Answer with a file of the current publication."""
        current = self._site.publications.current()
        response = self._file(current.folder, name, self.published().get(current.id, current.manifest.committed))
        response.headers["Content-Location"] = f"{self._site.root}dumps/{current.id}/{name}"
        return response

    def kept(self, publication: str, name: str) -> Response:
        """Answer with a file of a publication; 410 where it is no longer kept."""
        known = self.published()
        current = self._site.publications.current()
        if publication == current.id:
            return self._file(current.folder, name, known.get(publication, current.manifest.committed))
        if publication not in known:
            raise NotFound
        folder = self._site.publications.journal.data / PUBLICATIONS / publication
        if not folder.is_dir():
            return self._gone(name)
        return self._file(folder, name, known[publication])

    def _gone(self, name: str) -> Response:
        reader = self._site.visitor(request)
        links = [(name, "", f"{self._site.root}dumps/{name}")]
        return problem(self._site, request, 410, str(reader.texts.tables["downloads"]["gone"]), links=links)

    def _file(self, folder: Path, name: str, committed: str) -> Response:
        try:
            return self._send(folder, name, http_date(datetime.fromisoformat(committed).astimezone(UTC)))
        except FileNotFoundError:
            raise NotFound from None

    def _send(self, folder: Path, name: str, modified: str) -> Response:
        if name == files.SUMS:
            return Response((folder / files.FOLDER / name).read_text("ascii"), content_type="text/plain; charset=utf-8")
        for one in files.read(folder):
            if name in (one.name, one.plain_name):
                return self._dump(folder, one, name == one.plain_name, modified)
        raise NotFound

    def _dump(self, folder: Path, one: DumpFile, plain: bool, modified: str) -> Response:
        coded = plain and _takes_gzip(request.headers.get("Accept-Encoding"))
        unpacked = plain and not coded
        etag = one.sha256[:32] + ("-plain" if unpacked else "-coded" if coded else "")
        size = one.plain if unpacked else one.bytes
        kind = one.form.media_type if plain else one.media_type
        response = Response(content_type=f"{kind}; charset=utf-8" if kind == "text/turtle" else kind)
        response.headers["Last-Modified"], response.headers["Cache-Control"] = modified, "no-cache"
        response.set_etag(etag)
        response.headers["Accept-Ranges"] = "none" if unpacked else "bytes"
        if plain:
            response.headers["Vary"] = "Accept-Encoding"
        if not is_resource_modified(request.environ, etag, last_modified=modified):
            response.status_code = 412 if request.if_match else 304
            response.headers.pop("Content-Type", None)
            return response
        span = ranges.Span(0, size, True) if unpacked else ranges.asked(request, size, etag, modified)
        if span is None:
            return problem(self._site, request, 416, headers={"Content-Range": f"bytes */{size}"})
        if not unpacked:
            response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(one.sha256)).decode()}:"
        if coded:
            response.headers["Content-Encoding"] = "gzip"
        if not span.whole:
            response.status_code = 206
            response.headers["Content-Range"] = span.header(size)
        return self._stream(response, Held(folder, folder / files.FOLDER / one.name), span, unpacked)

    def _stream(self, response: Response, held: Held, span: ranges.Span, unpacked: bool) -> Response:
        """Send the bytes; who reads many takes a place, of which there are so many."""
        client = client_address.number(request, self._proxies, self._site.salt)
        length = span.stop - span.start
        closing = [held.close]
        if length > _SMALL and request.method != "HEAD":
            if not self._readers.enter(client):
                held.close()
                return problem(self._site, request, 503, headers={"Retry-After": str(_LATER)})
            closing.append(lambda: self._readers.leave(client))
        response.response = Sending(held.plain() if unpacked else held.part(span.start, span.stop), *closing)
        response.content_length = length
        return response


def _takes_gzip(header: str | None) -> bool:
    """Tell whether a client takes gzip; who says nothing gets the plain text.

    >>> _takes_gzip("gzip, deflate, br"), _takes_gzip("identity"), _takes_gzip(None), _takes_gzip("gzip;q=0, *")
    (True, False, False, False)
    """
    if not header:
        return False
    wanted = {one.name: one.quality for one in negotiation.ranges(header)}
    taken = wanted.get("gzip", wanted.get("*", 0.0))
    return taken > 0 and taken >= wanted.get("identity", 0.0)
