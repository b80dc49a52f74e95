"""A real server with the reference example, and a real browser to look at it."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import audiences_harness
import pytest
import web_harness
from npm_packages import fetched
from patience import LATE
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from werkzeug.serving import make_server

from dip_lod.sparql import supervisor
from dip_lod.web.app import create_app

HERE = Path(__file__).parent
SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def axe() -> str:
    """Give axe-core."""
    return (fetched(HERE) / "axe-core/axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def vnu() -> list[str]:
    """Give the command of the Nu Html Checker."""
    if (java := shutil.which("java")) is None:
        pytest.skip("no Java: install Debian's default-jre-headless to check HTML")
    return [java, "-Xss4m", "-jar", str(fetched(HERE) / "vnu-jar/build/dist/vnu.jar")]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[str]:
    """Serve the reference example with the edge cases, and give the address."""
    folder = tmp_path_factory.mktemp("browsed")
    files = (shared / "model" / "example.ttl", web_harness.SAMPLE, HERE / "festival.ttl")
    publication = web_harness.publish(folder, web_harness.triples(*files))
    audiences_harness.shown(publication.folder, folder / "visits")
    config = web_harness.config(folder)
    with ExitStack() as stack:
        running = supervisor.start(tmp_path_factory.mktemp("s") / "q.sock", config.limits)
        stack.callback(running.stop)
        app = create_app(config, publication, running.socket_path)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        stack.callback(server.server_close)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        stack.callback(thread.join)
        stack.callback(server.shutdown)
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture(scope="session")
def open_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Chrome]]:
    """Give a function that opens a browser; all are closed at the end."""
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if binary is None or driver is None:
        pytest.skip("no chromium: install Debian's chromium and chromium-driver to run the browser tests")
    opened: list[Chrome] = []

    def start(scripts: bool = True) -> Chrome:
        options = ChromeOptions()
        options.binary_location = binary
        for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        preferences: dict[str, object] = {"intl.accept_languages": "nl"}
        if not scripts:
            preferences["profile.managed_default_content_settings.javascript"] = 2
        options.add_experimental_option("prefs", preferences)
        browser = Chrome(options=options, service=Service(driver))
        browser.set_script_timeout(LATE)
        opened.append(browser)
        return browser

    yield start
    for browser in opened:
        browser.quit()


@pytest.fixture(scope="session")
def browser(open_browser: Callable[..., Chrome]) -> Chrome:
    """Give a browser."""
    return open_browser()
