"""Forms as they arrive: whole, broken, and with names that nobody should use."""

from __future__ import annotations

import pytest

from app.forms import MOST_PARTS, Part, parts_by_name, read_form
from app.scenario_forms import posted_scenario
from models.errors import InvalidInput, TooLarge

KIND = "multipart/form-data; boundary=B"


def form(*parts: tuple[str, bytes]) -> bytes:
    """Parts (headers, content) as a body."""
    return b"".join(b"--B\r\n" + head.encode() + b"\r\n\r\n" + data + b"\r\n" for head, data in parts) + b"--B--\r\n"


def named(name: str, file: str | None = None) -> str:
    """The header of a part."""
    return f'Content-Disposition: form-data; name="{name}"' + ("" if file is None else f'; filename="{file}"')


def codes(*parts: Part) -> list[tuple[str, str]]:
    """What is wrong with the parts of a posted scenario."""
    with pytest.raises(InvalidInput) as refused:
        posted_scenario(parts)
    return [(finding.code, finding.location.pointer) for finding in refused.value.findings]


class TestReadForm:
    def test_every_byte_as_it_came(self) -> None:
        data = bytes(range(256)) + b"\r\n--b\r\n"
        body = form((named("a"), data), (named("t", "华东.csv") + "\r\nContent-Type: Text/CSV; charset=gbk", b""))
        assert read_form(body, KIND) == (Part("a", "", "", data), Part("t", "华东.csv", "text/csv", b""))

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            (b"", "form_malformed"),
            (b"nonsense", "form_malformed"),
            (form((named("a"), b"x"))[:-6], "form_malformed"),
            (form((named("a"), b"x"))[:-10], "form_malformed"),
            (form(("Content-Type: text/csv", b"x")), "form_part_unnamed"),
            (form(("Content-Disposition: form-data", b"x")), "form_part_unnamed"),
        ],
    )
    def test_broken(self, body: bytes, code: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            read_form(body, KIND)
        assert refused.value.malformed
        assert [finding.code for finding in refused.value.findings] == [code]

    def test_as_many_parts_as_allowed_and_one_more(self) -> None:
        assert len(read_form(form(*[(named("a"), b"")] * MOST_PARTS), KIND)) == MOST_PARTS
        with pytest.raises(TooLarge):
            read_form(form(*[(named("a"), b"")] * (MOST_PARTS + 1)), KIND)

    def test_each_name_once(self) -> None:
        parts = read_form(form((named("a"), b"1"), (named("a"), b"2")), KIND)
        with pytest.raises(InvalidInput, match="form_part_twice"):
            parts_by_name(parts)


class TestPostedScenario:
    def test_tables_go_by_their_files_and_others_by_themselves(self) -> None:
        parts = (
            Part("scenario", "plan.yml", "", b"a"),
            Part("tables", "data/cells.csv", "", b"b"),
            Part("reps.csv", "Export (3).csv", "", b"c"),
        )
        posted = posted_scenario(parts)
        assert (posted.file, posted.media) == ("plan.yml", "yaml")
        assert posted.tables == {"data/cells.csv": b"b", "reps.csv": b"c"}

    @pytest.mark.parametrize(
        ("part", "media"),
        [
            (Part("scenario", "a.yaml", "application/json", b"a"), "json"),
            (Part("scenario", "a.json", "application/octet-stream", b"a"), "json"),
            (Part("scenario", "a.XLSX", "", b"a"), "xlsx"),
            (Part("scenario", "", "text/plain", b"{}"), "json"),
            (Part("scenario", "plan", "text/yaml", b"{}"), "yaml"),
            (Part("scenario", "", "", b"a: 1"), "yaml"),
        ],
    )
    def test_its_kind(self, part: Part, media: str) -> None:
        assert posted_scenario((part,)).media == media

    def test_faults_all_at_once(self) -> None:
        assert codes(Part("tables", "", "", b""), Part("a/b", "", "", b""), Part("a/b", "", "", b"")) == [
            ("form_scenario_missing", "/scenario"),
            ("form_file_unnamed", "/tables"),
            ("form_part_twice", "/a~1b"),
        ]

    def test_two_spellings_of_one_name(self) -> None:
        parts = (Part("scenario", "", "", b""), Part("tables", "a.csv", "", b""), Part("tables", "./a.csv", "", b""))
        assert codes(*parts) == [("form_part_twice", "/tables")]

    def test_one_scenario(self) -> None:
        assert codes(Part("scenario", "", "", b""), Part("scenario", "", "", b"")) == [("form_part_twice", "/scenario")]
