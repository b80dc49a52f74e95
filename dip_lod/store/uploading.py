"""A dump into a graph of a remote store, by the SPARQL 1.1 Graph Store HTTP Protocol."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from dip_lod.store.errors import Late, Silent, StoreError
from dip_lod.store.remote import Remote

PIECE_BYTES = 8 << 20
"""Statements are sent in pieces of about this size, whole lines: no statement needs another, for none is blank."""
_CONNECT_SECONDS = 20.0


class Upload:
    """A session with a graph store, for the time of a `with`."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote
        self._session = requests.Session()
        self._session.trust_env = False  # no ~/.netrc: who asks is in two variables and nowhere else
        self._session.auth = _auth(remote)

    def __enter__(self) -> "Upload":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def load(self, dump: Path, graph: str, loaded: Callable[[int], object]) -> None:
        """Add the statements of a dump to a graph, and tell of each piece how many; raises StoreError."""
        for piece in _pieces(dump):
            self._send("POST", graph, piece)
            loaded(piece.count(b"\n"))

    def drop(self, graph: str) -> None:
        """Remove a graph, if it is there; raises StoreError."""
        self._send("DELETE", graph)

    def _send(self, method: str, graph: str, body: bytes | None = None) -> None:
        where = self._remote.graphs
        try:
            answer = self._session.request(
                method,
                where,
                params={"graph": graph} | ({self._remote.kind.quick: ""} if body and self._remote.kind.quick else {}),
                data=body,
                headers={"Content-Type": "application/n-triples"} if body else {},
                timeout=(_CONNECT_SECONDS, self._remote.seconds),
                allow_redirects=False,
            )
        except requests.Timeout:
            raise Late(
                f"{where}: had not answered after {self._remote.seconds:g} seconds; see whether the store is"
                " overloaded, or set remote.seconds higher"
            ) from None
        except requests.RequestException as error:
            raise Silent(f"{where}: cannot be reached ({_why(error)}); start the store, or mend 'store'") from None
        if (answer.ok and not answer.is_redirect) or (method == "DELETE" and answer.status_code == 404):
            return
        said = next((line.strip()[:300] for line in answer.text[:2000].splitlines() if line.strip()), answer.reason)
        raise StoreError(f"{where}: answers {answer.status_code} to {method} ({said}); {_remedy(answer.status_code)}")


def _pieces(dump: Path) -> Iterator[bytes]:
    with dump.open("rb") as stream:
        while lines := stream.readlines(PIECE_BYTES):
            yield b"".join(lines)


class _Bearer(AuthBase):
    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _auth(remote: Remote) -> AuthBase | None:
    if remote.kind.auth == "bearer":
        return _Bearer(remote.password) if remote.password else None
    if not remote.user:
        return None
    return (HTTPDigestAuth if remote.kind.auth == "digest" else HTTPBasicAuth)(remote.user, remote.password)


def _why(error: BaseException) -> str:
    """Find the reason at the bottom of an error: libraries wrap it several times.

    >>> _why(requests.ConnectionError(ConnectionRefusedError(111, "Connection refused")))
    'Connection refused'
    """
    for inner in (getattr(error, "reason", None), *error.args):
        if isinstance(inner, BaseException):
            return _why(inner)
    return getattr(error, "strerror", None) or str(error.__cause__ or error.__context__ or error)


def _remedy(status: int) -> str:
    if status in (401, 403):
        return "set DIP_LOD_STORE_USER and DIP_LOD_STORE_PASSWORD to an account that may write"
    if status in (404, 405, 501) or status in range(300, 400):
        return "see whether remote.engine and remote.graphs name its graph store"
    return "see the store's log"
