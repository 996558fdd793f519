"""Why a number is what it is, over REST: of a plan that is kept, and of a scenario that is posted."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import openpyxl
import pytest
from starlette.testclient import TestClient

from app.documents.ledger_schema import LedgerDocument
from app.negotiation import XLSX
from app.routes.examples import INFEASIBLE_SCENARIO, TINY_SCENARIO, TINY_SCENARIO_YAML
from models.allocation.ledger import LedgerLine
from tests.app.routes.test_allocations import problem
from tests.app.scenarios import cap, tiny

PATH = "/v1/ledgers"
HEDGED = tiny(over_assignment={"dimension": "region", "levels": {"region": 0.1}})


@pytest.fixture
def kept(client: TestClient) -> str:
    """Where the documented example's plan is kept."""
    return str(client.post("/v1/allocations", json=TINY_SCENARIO).headers["location"])


def ledger(client: TestClient, address: str) -> LedgerDocument:
    response = client.get(address)
    assert response.status_code == 200, response.text
    return LedgerDocument.model_validate_json(response.content)


class TestKeptPlans:
    @pytest.mark.parametrize("query", ["", "?node=region=east", "?node=region=East&node=product=new"])
    def test_lines_add_up_to_the_published_number(self, client: TestClient, kept: str, query: str) -> None:
        found = ledger(client, f"{kept}/ledger{query}")
        assert [line.line for line in found.lines] == list(LedgerLine)
        assert sum(line.amount for line in found.lines) == found.lines[-1].so_far == found.target

    def test_nodes_add_up_to_the_company(self, client: TestClient, kept: str) -> None:
        parts = [ledger(client, f"{kept}/ledger?node=region={key}") for key in ("east", "west")]
        whole = ledger(client, f"{kept}/ledger")
        for place, line in enumerate(whole.lines):
            assert sum(part.lines[place].amount for part in parts) == line.amount, line.line

    def test_prices_are_of_the_company_alone(self, client: TestClient, kept: str) -> None:
        assert ledger(client, f"{kept}/ledger").prices
        assert ledger(client, f"{kept}/ledger?node=region=east").prices is None

    def test_a_price_is_the_published_rate_times_its_step(self, client: TestClient) -> None:
        """The loss is per unit of company target, which is 900; the plan's prices count both in money."""
        scenario = tiny(limits=[cap(455)])
        published = client.post("/v1/allocations", json=scenario).json()["binding"]
        (binding,) = (one for one in published if one["kind"] != "company_total")
        found = LedgerDocument.model_validate_json(client.post(PATH, json=scenario).content)
        (price,) = (one for one in found.prices or () if one.kind != "company_total")
        assert price.source == "optimum"
        assert price.loss_change * 900 == pytest.approx(binding["price"] * (price.after - price.before), rel=1e-6)

    def test_the_second_question_needs_no_ledger(self, client: TestClient, kept: str) -> None:
        ledger(client, f"{kept}/ledger")
        store = client.app.state.plans  # type: ignore[attr-defined]
        assert store.get(kept.rpartition("/")[2]).ledger is not None
        first, second = (client.get(f"{kept}/ledger?node=region=east").content for _ in range(2))
        assert first == second

    def test_people_by_name(self, client: TestClient, kept: str) -> None:
        """People are the leaves of the dimension with most of them; here the first one, products."""
        assert ledger(client, f"{kept}/ledger?rep=New line").node.key == ["new"]

    def test_chinese(self, client: TestClient, kept: str) -> None:
        response = client.get(f"{kept}/ledger?node=region=East", headers={"accept-language": "zh-CN"})
        assert response.json()["lines"][0]["sentence"].startswith("East上年销售")

    def test_workbook(self, client: TestClient, kept: str) -> None:
        response = client.get(f"{kept}/ledger?node=region=East", headers={"accept": XLSX})
        assert response.headers["content-disposition"] == 'attachment; filename="tiny.ledger.xlsx"'
        assert openpyxl.load_workbook(io.BytesIO(response.content)).sheetnames == ["East"]

    def test_several_at_once(self, client: TestClient, kept: str) -> None:
        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(lambda _: client.get(f"{kept}/ledger?node=region=east").content, range(6)))
        assert len(set(found)) == 1

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ("node=region=Eest", "unknown_member"),
            ("node=regions=East", "unknown_axis"),
            ("node=region", "node_without_member"),
            ("node=region=east&node=region=west", "axis_twice"),
            ("node=region=east&rep=New line", "person_and_node"),
        ],
    )
    def test_names_that_are_not_known(self, client: TestClient, kept: str, query: str, code: str) -> None:
        for document in (
            problem(client.get(f"{kept}/ledger?{query}"), 422),
            problem(client.post(f"{PATH}?{query}", json=TINY_SCENARIO), 422),
        ):
            assert [entry["code"] for entry in document["errors"]] == [code]
            parameter = "rep" if code == "person_and_node" else "node"
            assert [entry["parameter"] for entry in document["errors"]] == [parameter]

    def test_suggestions_are_labels(self, client: TestClient, kept: str) -> None:
        document = problem(client.get(f"{kept}/ledger?node=region=Easts"), 422)
        assert "Did you mean East?" in document["errors"][0]["detail"]

    def test_parameters(self, client: TestClient, kept: str) -> None:
        for query in ("&".join(["node=region=east"] * 13), "node=" + "x" * 251, "rep=" + "x" * 251):
            assert problem(client.get(f"{kept}/ledger?{query}"), 422)["code"] == "invalid_request"

    def test_plans_that_are_gone(self, client: TestClient) -> None:
        assert "Post the scenario again" in problem(client.get("/v1/allocations/gone/ledger"), 404)["detail"]

    def test_other_forms_are_refused(self, client: TestClient, kept: str) -> None:
        problem(client.get(f"{kept}/ledger", headers={"accept": "text/csv"}), 406)


class TestPostedScenarios:
    def test_the_same_as_of_the_kept_plan(self, client: TestClient, kept: str) -> None:
        posted = client.post(f"{PATH}?node=region=East", json=TINY_SCENARIO)
        assert posted.status_code == 200
        assert posted.headers["location"] == kept
        assert posted.json() == client.get(f"{kept}/ledger?node=region=East").json()

    def test_yaml(self, client: TestClient) -> None:
        headers = {"content-type": "application/yaml"}
        assert client.post(PATH, content=TINY_SCENARIO_YAML, headers=headers).json()["target"] == 900

    def test_limits_that_hold_and_move(self, client: TestClient) -> None:
        capped = tiny(limits=[cap(500, owner="sales operations")])
        found = client.post(f"{PATH}?node=region=East", json=capped).json()
        assert [item["sentence"] for item in found["holding"]] == [
            "“cap per region” for East: at most 500 — owner: sales operations"
        ]
        (line,) = [line for line in found["lines"] if line["line"] == "floors_and_caps"]
        assert line["amount"] < 0
        assert line["sentence"].endswith("from here: “cap per region” (sales operations).")
        raised = next(one for one in found["counterfactuals"] if one["after"] == 505)
        assert (raised["before"], raised["effect"], raised["possible"]) == (500, 5, True)
        assert (
            raised["sentence"]
            == "If the cap of “cap per region” for East were 505 instead of 500, East would get 5 more."
        )

    @pytest.mark.slow
    def test_steps_that_no_plan_allows(self, client: TestClient) -> None:
        tight = tiny(limits=[cap(450)])
        found = client.post(f"{PATH}?node=region=East", json=tight).json()
        assert any(
            not one["possible"] and "no plan would keep all limits" in one["sentence"]
            for one in found["counterfactuals"]
        )
        assert not found["next_amount"]["possible"]
        assert found["next_amount"]["sentence"] == (
            "The company target cannot rise by 9: no plan would keep all limits."
        )

    def test_hedges_have_their_line(self, client: TestClient) -> None:
        east = client.post(f"{PATH}?node=region=East", json=HEDGED).json()
        company = client.post(PATH, json=HEDGED).json()
        assert company["target"] == 900
        hedges = [next(line for line in one["lines"] if line["line"] == "over_assignment") for one in (east, company)]
        assert hedges[0]["amount"] > 0 and hedges[1]["amount"] == 0
        assert sum(line["amount"] for line in east["lines"]) == pytest.approx(east["target"], abs=1e-9)

    def test_no_plan(self, client: TestClient) -> None:
        assert client.post(PATH, json=INFEASIBLE_SCENARIO).status_code == 409
