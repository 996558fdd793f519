"""Plans that the service keeps: their address, their forms, their tags, and what is said about those that are gone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import openpyxl
import pytest
from starlette.testclient import TestClient

from app.documents.plan_schema import PlanDocument
from app.main import create_app
from app.negotiation import CSV, XLSX
from app.routes.answer_examples import TINY_ID
from app.routes.examples import INFEASIBLE_SCENARIO, TINY_SCENARIO
from app.settings import Settings
from tests.app.routes.test_allocations import problem
from tests.app.scenarios import tiny

PATH = "/v1/allocations"


@pytest.fixture
def small() -> Iterator[TestClient]:
    """A service that keeps two plans."""
    with TestClient(create_app(Settings(kept_plans=2)), raise_server_exceptions=False) as found:
        yield found


def posted(client: TestClient, **changes: object) -> str:
    """The address of a plan."""
    return str(client.post(PATH, json=tiny(**changes)).headers["location"])


class TestAddress:
    def test_a_plan_is_kept_as_it_was_answered(self, client: TestClient) -> None:
        first = client.post(PATH, json=TINY_SCENARIO)
        again = client.get(first.headers["location"])
        assert (again.status_code, again.content) == (200, first.content)
        PlanDocument.model_validate_json(again.content)

    def test_the_same_question_has_the_same_address(self, client: TestClient) -> None:
        assert posted(client) == posted(client) == f"{PATH}/{TINY_ID}"
        other = client.post(f"{PATH}?strategy=growth", json=TINY_SCENARIO).headers["location"]
        assert len({posted(client), other, posted(client, name="other")}) == 3

    def test_in_every_form_and_language(self, client: TestClient) -> None:
        place = posted(client)
        table = client.get(place, headers={"accept": CSV})
        assert table.content == client.post(PATH, json=TINY_SCENARIO, headers={"accept": CSV}).content
        book = client.get(place, headers={"accept": XLSX, "accept-language": "zh"})
        assert openpyxl.load_workbook(io.BytesIO(book.content)).sheetnames[0] == "概览"
        assert client.get(place, headers={"accept-language": "zh-CN"}).headers["content-language"] == "zh"

    def test_a_workbook_has_the_ledgers(self, client: TestClient) -> None:
        book = openpyxl.load_workbook(io.BytesIO(client.get(posted(client), headers={"accept": XLSX}).content))
        rows = [row for row in book["Ledgers"].iter_rows(min_row=5, values_only=True) if row[0]]
        assert [row[1] for row in rows][1:] and all(round(sum(row[2:15]), 6) == row[-2] for row in rows)

    def test_other_forms_are_refused(self, client: TestClient) -> None:
        problem(client.get(posted(client), headers={"accept": "image/png"}), 406)

    def test_no_plan_has_no_address(self, client: TestClient) -> None:
        response = client.post(PATH, json=INFEASIBLE_SCENARIO)
        assert response.status_code == 409
        assert "location" not in response.headers


class TestTags:
    def test_who_has_the_plan_is_told_so(self, client: TestClient) -> None:
        first = client.post(PATH, json=TINY_SCENARIO)
        tag, place = first.headers["etag"], first.headers["location"]
        for sent in (tag, f'"x", {tag}', "*", tag.removeprefix("W/")):
            again = client.get(place, headers={"if-none-match": sent})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)

    def test_every_form_and_language_has_its_own(self, client: TestClient) -> None:
        place = posted(client)
        asked = ({}, {"accept": CSV}, {"accept": XLSX}, {"accept-language": "zh"})
        tags = {client.get(place, headers=headers).headers["etag"] for headers in asked}
        assert len(tags) == 4
        assert all(
            client.get(place, headers={"accept": CSV, "if-none-match": tag}).status_code == 200 for tag in ['"x"']
        )


class TestGone:
    def test_unknown(self, client: TestClient) -> None:
        document = problem(client.get(f"{PATH}/0123456789abcdef"), 404)
        assert document["code"] == "unknown_resource"
        assert "post the scenario again" in document["detail"].lower()
        chinese = problem(client.get(f"{PATH}/0123456789abcdef", headers={"accept-language": "zh"}), 404)
        assert "重新提交场景" in chinese["detail"]

    def test_an_id_that_is_none(self, client: TestClient) -> None:
        assert problem(client.get(f"{PATH}/{'x' * 65}"), 422)["code"] == "invalid_request"

    def test_the_plan_that_was_asked_about_longest_ago_goes(self, small: TestClient) -> None:
        first, second = posted(small, name="one"), posted(small, name="two")
        assert small.get(first).status_code == 200
        third = posted(small, name="three")
        assert [small.get(place).status_code for place in (first, second, third)] == [200, 404, 200]

    def test_nothing_is_kept_where_nobody_wants_it(self) -> None:
        for settings in (Settings(kept_plans=0), Settings(kept_bytes=1)):
            with TestClient(create_app(settings)) as client:
                response = client.post(PATH, json=TINY_SCENARIO)
                assert response.status_code == 200
                assert "location" not in response.headers and "etag" not in response.headers

    def test_many_at_once(self, small: TestClient) -> None:
        def ask(number: int) -> int:
            place = posted(small, name=f"plan {number % 3}")
            return small.get(place).status_code

        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(ask, range(12)))
        assert set(found) <= {200, 404} and 200 in found
        assert len(small.app.state.plans) == 2  # type: ignore[attr-defined]
