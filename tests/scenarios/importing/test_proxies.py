"""Stand-ins for history that is not there: by a stated rule, or an error."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.importing.support import PEOPLE, amounts, fault, faults, imported

NEW = PEOPLE + "Cai,North,2025-01-01\n"


def proxy(**changes: Any) -> list[dict[str, Any]]:
    """One rule for Cai."""
    written = {"members": ["Cai"], "rule": "mean_of_peers", "peers": ["Ann", "Ben"], "where": {"region": "West"}}
    return [{key: value for key, value in (written | changes).items() if value is not None}]


class TestRules:
    def test_mean_of_peers(self) -> None:
        found = imported(None, NEW, proxies=proxy())
        assert amounts(found)["core West Cai"] is None
        assert amounts(found, "comparable")["core West Cai"] == (132_000 + 66_000) // 2
        assert found.history.cells.comparable == 198_000 + 99_000

    def test_mean_of_the_team(self) -> None:
        found = imported(None, NEW, proxies=proxy(rule="mean_of_team", peers=None))
        assert amounts(found, "comparable")["core West Cai"] == 132_000  # Ann is alone in the North

    def test_an_amount(self) -> None:
        found = imported(None, NEW, proxies=proxy(rule="amount", peers=None, amount=500))
        assert amounts(found, "comparable")["core West Cai"] == 50_000

    def test_a_share_of_it(self) -> None:
        found = imported(None, NEW, proxies=proxy(peers=["Ann"], share=0.6))
        assert amounts(found, "comparable")["core West Cai"] == 79_200

    def test_the_first_full_year(self) -> None:
        found = imported(None, NEW, proxies=proxy(peers=["Ann"], year="first_full"))
        assert amounts(found, "comparable")["core West Cai"] == 120_000

    def test_the_region_of_the_assignment_table(self) -> None:
        text = "person,place,start,end\nCai,South,2025-01,\nCai,East,2024-01,2025-01\n"
        columns = {"person": "person", "place": "place", "start": "start", "end": "end"}
        found = imported(
            None, NEW, text, proxies=proxy(where=None), assignments={"columns": columns}, limits={"region": None}
        )
        assert amounts(found, "comparable")["core South Cai"] == 99_000

    def test_divided_as_the_peers_are(self) -> None:
        from tests.scenarios.importing.support import rows

        written = [*rows(), ("2024-03", "extra", "East", "Ann", 440)]
        found = amounts(imported(written, NEW, proxies=proxy(peers=["Ann"])), "comparable")
        assert (found["core West Cai"], found["extra West Cai"]) == (132_000, 44_000)

    def test_a_new_product(self) -> None:
        rule = proxy(members=["vision"], dimension="product", rule="amount", peers=None, amount=300, where=None)
        found = amounts(imported(proxies=rule), "comparable")
        assert (found["vision East Ann"], found["vision West Ben"]) == (20_000, 10_000)


class TestNeverSilent:
    def test_somebody_without_history(self) -> None:
        found = fault(None, NEW)
        assert (found.code, found.facts["name"], found.facts["row"]) == ("import_person_without_history", "Cai", 4)

    def test_somebody_to_ignore(self) -> None:
        mapping = {"columns": {"person": "name"}, "ignore": ["Cai"]}
        assert len(imported(None, NEW, people=mapping).history.cells.cells) == 2

    def test_somebody_who_left_before_the_plan(self) -> None:
        people = "name,left\nAnn,\nBen,\nCai,2024-06-30\n"
        mapping = {"columns": {"person": "name", "leave_date": "left"}}
        assert len(imported(None, people, people=mapping).history.cells.cells) == 2

    def test_somebody_who_left_with_sales(self) -> None:
        people = "name,left\nAnn,\nBen,2024-11-30\n"
        mapping = {"columns": {"person": "name", "leave_date": "left"}}
        assert fault(None, people, people=mapping).code == "import_person_left"
        kept = imported(None, people, people=mapping | {"keep": ["Ben"]})
        assert amounts(kept)["core West Ben"] == 66_000

    def test_somebody_who_is_in_no_table(self) -> None:
        found = fault(None, "name\nAnn\nBenn\n", people={"columns": {"person": "name"}, "ignore": ["Benn"]})
        assert (found.code, found.facts["near"]) == ("import_person_unmatched", ["Benn"])

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"peers": ["Anne"]}, "import_peer_without_history"),
            ({"members": ["Kai"]}, "import_person_unknown"),
            ({"members": ["Ann"], "peers": ["Ben"]}, "import_proxy_with_history"),
            ({"where": {"region": "Wst"}}, "member_unknown"),
            ({"where": {"rgion": "West"}}, "import_dimension_unknown"),
            ({"where": None}, "import_proxy_without_place"),
            ({"dimension": "team"}, "import_dimension_unknown"),
            ({"peers": None}, "import_proxy_incomplete"),
            ({"rule": "amount"}, "import_proxy_incomplete"),
        ],
    )
    def test_rules_that_cannot_be_right(self, changes: dict[str, Any], code: str) -> None:
        assert code in {one.code for one in faults(None, NEW, proxies=proxy(**changes))}
