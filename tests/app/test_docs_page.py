"""The documentation page comes from our own files, in a real browser too."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from app.routes.pages import STATIC
from tests.app.server import Server, running_server

SWAGGER = STATIC / "swagger-ui"
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


class TestFiles:
    def test_are_the_published_ones(self) -> None:
        lines = (SWAGGER / "SHA256SUMS").read_text().splitlines()
        sums = {name: digest for digest, name in (line.split() for line in lines)}
        assert sums == {name: hashlib.sha256((SWAGGER / name).read_bytes()).hexdigest() for name in sums}
        assert {path.name for path in SWAGGER.iterdir()} == {*sums, "SHA256SUMS", "VERSION"}

    def test_licence_is_there(self) -> None:
        assert "Apache License" in (SWAGGER / "LICENSE").read_text()


class TestPage:
    def test_refers_to_nothing_outside(self, client: TestClient) -> None:
        page = client.get("/docs").text
        assert "http" not in page.replace("http-equiv", "")
        for path in ("/static/docs.js", "/static/swagger-ui/swagger-ui.css", "/static/swagger-ui/swagger-ui-bundle.js"):
            assert path in page
            assert client.get(path).status_code == 200

    def test_the_browser_may_not_ask_elsewhere(self, client: TestClient) -> None:
        assert client.get("/docs").headers["content-security-policy"].startswith("default-src 'self'")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """The service on a free port."""
    with running_server() as found:
        yield found


@pytest.mark.slow
@pytest.mark.processes
@pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (apt-get install chromium)")
class TestBrowser:
    def test_runs_the_example_and_asks_nobody_else(self, server: Server) -> None:
        sync_api = pytest.importorskip("playwright.sync_api")
        asked: list[str] = []
        complaints: list[str] = []
        with sync_api.sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=dict(os.environ))
            page = browser.new_page()
            page.on("request", lambda request: asked.append(request.url))
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
            page.goto(f"{server.url}/docs")
            operation = page.locator("#operations-allocations-allocate_v1_allocations_post")
            operation.wait_for(state="visible", timeout=20_000)
            operation.click()
            operation.get_by_role("button", name="Try it out").click()
            operation.get_by_role("button", name="Execute").click()
            status = operation.locator(".live-responses-table tbody td.response-col_status").first
            status.wait_for(timeout=30_000)
            answered = status.inner_text()
            browser.close()
        hosts = {urlsplit(url).hostname for url in asked if urlsplit(url).scheme not in ("data", "blob")}
        assert hosts == {"127.0.0.1"}
        assert complaints == []
        assert answered.strip().startswith("200")
