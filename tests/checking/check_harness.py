"""The demo behind TLS with a certificate authority of its own, and a server that does everything wrong."""

import gzip
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from patience import LATE

SETTINGS = """
base_uri = "{base}"
[publisher]
name = "Verzonnen uitgever"
email = "data@example.org"
identifier = "NL-0000000000"
same_as = ["http://www.wikidata.org/entity/Q1"]
[[sources]]
mapping = "dip"
files = ["records/*.ndjson"]
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certify(folder: Path) -> None:
    """Make ca.pem, and server.pem with its key, for localhost."""
    program = shutil.which("openssl")
    assert program
    common = ["-newkey", "rsa:2048", "-nodes", "-days", "2"]
    (folder / "names").write_text("subjectAltName=DNS:localhost\n")

    def run(*words: str) -> None:
        subprocess.run([program, *words], cwd=folder, check=True, capture_output=True)

    run("req", "-x509", *common, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Verzonnen CA")
    run("req", *common, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost")
    run("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names", "-out", "server.pem")


@contextmanager
def proxy(folder: Path, port: int, behind: int) -> Iterator[None]:
    """Take TLS on a port, and pass the bytes on to another."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    listener = socket.create_server(("127.0.0.1", port))

    def pump(source: socket.socket, target: socket.socket) -> None:
        try:
            while block := source.recv(1 << 16):
                target.sendall(block)
        except OSError:
            pass
        finally:
            for one in (source, target):
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def serve(raw: socket.socket) -> None:
        try:
            with context.wrap_socket(raw, server_side=True) as client, socket.create_connection(("127.0.0.1", behind)) as server:
                up = threading.Thread(target=pump, args=(client, server), daemon=True)
                up.start()
                pump(server, client)
                up.join(5)
        except OSError:
            raw.close()

    def accept() -> None:
        while True:
            try:
                raw, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(raw,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@contextmanager
def site(settings: Path, port: int) -> Iterator[None]:
    """Run `dip-lod serve`."""
    program = [sys.executable, "-c", "from dip_lod.cli import main; main()", "--config", str(settings), "serve", "--port", str(port)]
    with subprocess.Popen(program, stderr=subprocess.PIPE, text=True, env=os.environ.copy()) as process:
        try:
            assert process.stderr
            for line in process.stderr:
                if "Serving" in line:
                    break
            threading.Thread(target=process.stderr.read, daemon=True).start()
            yield
        finally:
            process.terminate()
            process.wait(LATE)


class Hostile(BaseHTTPRequestHandler):
    """Does one thing wrong, whatever is asked: the class attribute says what."""

    wrong = "nothing"
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        self.close_connection = True
        with suppress(OSError):
            getattr(self, f"_{self.wrong}")()

    do_HEAD = do_POST = do_GET

    def _whole(self, body: bytes, kind: str, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _closes(self) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)

    def _babbles(self) -> None:
        self.wfile.write(b"\x00\xff no http at all \r\n\r\n")

    def _status(self) -> None:
        self.wfile.write(b"HTTP/1.1 99999 Odd\r\nContent-Length: x\r\n\r\n")

    def _headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 500 + b"\r\n")

    def _fails(self) -> None:
        self._whole(b"Traceback (most recent call last)", "text/plain", 500)

    def _busy(self) -> None:
        self._whole(b"", "text/plain", 503, Retry_After="0")

    def _circles(self) -> None:
        self._whole(b"", "text/plain", 302, Location=self.path + "x")

    def _misleads(self) -> None:
        self._whole(b"", "text/plain", 302, Location="file:///etc/passwd")

    def _odd_location(self) -> None:
        self._whole(b"", "text/plain", 302, Location="http://[::bad/\xff")

    def _bomb(self) -> None:
        self._whole(gzip.compress(b"<urn:a> <urn:b> <urn:c> .\n" * 4_000_000, 9), "application/n-triples", Content_Encoding="gzip")

    def _no_gzip(self) -> None:
        self._whole(b"plain", "text/turtle", Content_Encoding="gzip")

    def _endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/turtle")
        self.end_headers()
        for _ in range(300):
            self.wfile.write(b"# more\n" * 5000)

    def _drips(self) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100:
            self.wfile.write(bytes([letter]))
            time.sleep(0.3)

    def _cut(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\nContent-Length: 100\r\n\r\n<urn:a>")

    def _turtle(self) -> None:
        self._whole(b"@prefix : <urn:x> . : : :\xff\xfe", "text/turtle")

    def _deep(self) -> None:
        self._whole(b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "application/ld+json")

    def _context(self) -> None:
        self._whole(b'{"@context": "http://127.0.0.1:1/secret", "@type": "Dataset"}', "application/ld+json")

    def _list(self) -> None:
        self._whole(b"[[[null]], 7]", "application/sparql-results+json")

    def _page(self) -> None:
        self._whole(b"<script type='application/ld+json'>{</script><p>\x00", "text/html")

    def _empty(self) -> None:
        self._whole(b"", "text/html")

    def _escapes(self) -> None:
        self._whole(b"x", "text/\x1b[31mred\x07")

    def _described(self) -> None:
        """Describe a dataset as well as it can be; everything it points to lies."""
        host = f"http://{self.headers['Host']}"
        self._whole(
            f"""@prefix s: <https://schema.org/> . <{host}/d> a s:Dataset ; s:name "x" ; s:distribution <{host}/d#a>, <{host}/d#b>, _:c .
            <{host}/d#a> a s:DataDownload ; s:contentUrl <{host}/dump.nt.gz> ; s:encodingFormat "application/n-triples+gzip" ; s:contentSize "7" .
            <{host}/d#b> a s:DataDownload ; s:contentUrl <{host}/sparql> ; s:usageInfo <https://www.w3.org/TR/sparql11-protocol/> .
            _:c a s:DataDownload ; s:contentUrl <ftp://example.org/>, "no uri", <http://[bad> .""".replace(", <http://[bad>", "").encode(),
            "text/turtle",
        )

    def _links(self) -> None:
        """Promise versions and profiles that are not there."""
        host = f"http://{self.headers['Host']}"
        link = f'<http://[::bad>; rel="timegate", <{host}/gate>; rel="timegate", <{host}/map>; rel="timemap", <>; =, <{host}/p>; rel="alternate"; formats="urn:p"'
        self._whole(f"<{host}/d> a <https://schema.org/Person> .".encode(), "text/turtle", Link=link)

    def _deleted(self) -> None:
        """Say that things are gone, which are there all the same."""
        host = f"http://{self.headers['Host']}"
        gone = "".join(f'<header status="deleted"><identifier>{one}</identifier></header>' for one in (f"{host}/x", "http://[bad", "http://"))
        self._whole(gone.encode(), "text/xml")


WRONGS = sorted(name[1:] for name in vars(Hostile) if name.startswith("_") and not name.startswith("__") and name != "_whole")


@contextmanager
def hostile(wrong: str) -> Iterator[str]:
    """Run the hostile server."""
    handler = type("Wrong", (Hostile,), {"wrong": wrong})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
