"""One query to a remote store, through SPARQLWrapper: out as a form, back as a stream."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import BaseHandler, HTTPDigestAuthHandler, HTTPPasswordMgrWithDefaultRealm, OpenerDirector

from SPARQLWrapper import POST, SELECT, URLENCODED, SPARQLWrapper

from dip_lod.store import graphs
from dip_lod.store.deadline import Deadline
from dip_lod.store.errors import Late, Silent, StoreError
from dip_lod.store.remote import Remote

SOLUTIONS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
_MESSAGE_BYTES = 2000
_AGENT = "dip_lod (sparqlwrapper)"


class Refusal(StoreError):
    """Say that a remote store refuses a query: its status, and the first line of what it says."""

    def __init__(self, where: str, status: int, said: str) -> None:
        super().__init__(f"{where}: answers {status} ({said or 'without a reason'}); see docs/how-to/stores.md")
        self.status = status
        self.said = said


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper that never takes a query for an update, and keeps its opener to itself.

    The library tells queries from updates by looking for words, and what it takes for an update goes elsewhere.
    """

    def __init__(self, remote: Remote, opener: OpenerDirector, seconds: float) -> None:
        super().__init__(remote.query, agent=_AGENT)
        self._opener = opener
        self._seconds = seconds

    def _parseQueryType(self, query: str) -> str:
        return str(SELECT)

    def _query(self) -> tuple[HTTPResponse, str]:
        return self._opener.open(self._createRequest(), timeout=self._seconds), self.returnFormat


class Reader:
    """The body of an answer, which is whole or raises."""

    def __init__(self, remote: Remote, deadline: Deadline, response: HTTPResponse) -> None:
        self._remote = remote
        self._deadline = deadline
        self._response = response
        self.headers = response.headers
        if deadline.passed:  # in the middle of the headers, perhaps
            raise _late(remote, deadline.seconds)
        if response.length is None and not response.chunked:
            raise StoreError(f"{remote.query}: does not say how long its answer is; put a proxy before it that does")

    def read(self, size: int) -> bytes:
        """Read at most so many bytes, none at the end; raises Late or StoreError."""
        try:
            piece = self._response.read1(size)
        except (OSError, HTTPException, ValueError) as error:
            raise _failed(self._remote, self._deadline, error) from None
        if self._deadline.passed:
            raise _late(self._remote, self._deadline.seconds)
        if not piece and self._response.length:  # http.client does not mind
            raise StoreError(f"{self._remote.query}: broke off its answer; see the store's log")
        return piece


@contextmanager
def ask(
    remote: Remote, query: str, graph: str, accept: str, seconds: float, limit: float | None = None
) -> Iterator["Reader"]:
    """Ask a query over one graph of a remote store, for the time of a `with`.

    The graph is the default graph, and there is no named graph: older ones cannot be reached. `seconds` bounds the
    whole exchange, the reading inside the `with` included; `limit` is what the store is told, if it listens to that.
    Raises Silent, Late, Refusal or StoreError.
    """
    with Deadline(seconds) as deadline:
        wrapper = _Wrapper(remote, deadline.opener(urlsplit(remote.query).scheme, *_digest(remote)), seconds)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(URLENCODED)
        wrapper.setOnlyConneg(True)
        wrapper.setQuery(query)
        for name, value in remote.kind.limit(seconds if limit is None else limit).items():
            wrapper.addParameter(name, value)
        wrapper.addParameter("default-graph-uri", graph)
        wrapper.addParameter("named-graph-uri", graphs.NOTHING)
        wrapper.addCustomHttpHeader("Accept", accept)
        if remote.user and remote.kind.auth == "basic":
            wrapper.setCredentials(remote.user, remote.password)
        try:
            response = wrapper.query().response
        except HTTPError as error:
            with error:
                said = _said(error)
            raise Refusal(remote.query, error.code, said) from None
        except (OSError, HTTPException, ValueError) as error:
            raise _failed(remote, deadline, error) from None
        with response:
            yield Reader(remote, deadline, response)


def _digest(remote: Remote) -> list[BaseHandler]:
    if not remote.user or remote.kind.auth != "digest":
        return []
    known = HTTPPasswordMgrWithDefaultRealm()
    known.add_password(None, remote.query, remote.user, remote.password)
    return [HTTPDigestAuthHandler(known)]


def _said(error: HTTPError) -> str:
    """Give the first line of what a store says of a refusal."""
    try:
        text = error.read(_MESSAGE_BYTES).decode("utf-8", "replace")
    except (OSError, HTTPException):
        return ""
    return next((line.strip()[:300] for line in text.splitlines() if line.strip()), "")


def _failed(remote: Remote, deadline: Deadline, error: Exception) -> StoreError:
    if deadline.passed or isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError):
        return _late(remote, deadline.seconds)
    if isinstance(error, URLError):
        why = getattr(error.reason, "strerror", None) or error.reason
        return Silent(f"{remote.query}: cannot be reached ({why}); start the store, or mend 'store'")
    return StoreError(f"{remote.query}: broke off its answer ({error or type(error).__name__}); see the store's log")


def _late(remote: Remote, seconds: float) -> StoreError:
    return Late(f"{remote.query}: had not answered after {seconds:g} seconds; see whether the store is overloaded")
