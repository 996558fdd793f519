"""Designs: how many points, which ones, and the same ones again."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InvalidInput, TooLarge
from scenarios.sweep.design import Design, check_design, design_points
from scenarios.sweep.parameter import Parameter, Span

A = Parameter("/a", (Decimal(1), Decimal(2), Decimal(3)))
B = Parameter("/b", (Decimal(7), Decimal(8)))
RANGE = Parameter("/r", Span(Decimal(0), Decimal(10)))


def code_of(*parameters: Parameter, design: Design, points: int | None = None) -> str:
    with pytest.raises(InvalidInput) as caught:
        check_design(parameters, design, points, 100)
    (finding,) = caught.value.findings
    return finding.code


class TestGrid:
    def test_every_combination_the_last_parameter_first(self) -> None:
        points = design_points([A, B], Design.GRID)
        assert points == tuple((Decimal(a), Decimal(b)) for a in (1, 2, 3) for b in (7, 8))
        assert check_design([A, B], Design.GRID, None, 6) == 6

    def test_ranges_are_evenly_spaced_with_exact_ends(self) -> None:
        span = Span(Decimal("0.1"), Decimal("0.4"), 4)
        assert [float(value) for value in span.values()] == pytest.approx([0.1, 0.2, 0.3, 0.4])
        assert span.values()[0] == Decimal("0.1") and span.values()[-1] == Decimal("0.4")


class TestOneAtATime:
    def test_others_stay_as_they_are(self) -> None:
        points = design_points([A, B], Design.ONE_AT_A_TIME)
        assert points == (*((Decimal(a), None) for a in (1, 2, 3)), *((None, Decimal(b)) for b in (7, 8)))
        assert check_design([A, B], Design.ONE_AT_A_TIME, None, 5) == 5


class TestDrawn:
    @given(st.sampled_from([Design.RANDOM, Design.LATIN_HYPERCUBE]), st.integers(1, 60), st.integers(0, 2**53))
    def test_as_many_as_asked_for_and_the_same_again(self, design: Design, count: int, seed: int) -> None:
        points = design_points([A, RANGE], design, count, seed)
        assert len(points) == count
        assert points == design_points([A, RANGE], design, count, seed)
        assert all(a in A.listed and 0 <= r <= 10 for a, r in points if a is not None and r is not None)

    def test_other_seeds_draw_other_points(self) -> None:
        drawn = {design_points([RANGE], design, 5, seed) for design in (Design.RANDOM,) for seed in range(5)}
        assert len(drawn) == 5

    @given(st.integers(2, 40), st.integers(0, 10**6))
    def test_a_latin_hypercube_has_one_point_in_every_slice(self, count: int, seed: int) -> None:
        other = Parameter("/s", Span(Decimal(-1), Decimal(1)))
        points = design_points([RANGE, other], Design.LATIN_HYPERCUBE, count, seed)
        for place, (low, width) in enumerate(((0.0, 10.0), (-1.0, 2.0))):
            shares = sorted((float(point[place] or 0) - low) / width for point in points)
            # Shares are cut to six decimals: at the edge of a slice they may land a hair beyond it.
            assert all(
                slice_ / count - 1e-6 <= share <= (slice_ + 1) / count + 1e-6 for slice_, share in enumerate(shares)
            )

    def test_listed_values_are_met_evenly_by_a_latin_hypercube(self) -> None:
        points = design_points([A], Design.LATIN_HYPERCUBE, 30, 3)
        assert Counter(point[0] for point in points) == dict.fromkeys(A.listed, 10)


class TestChecks:
    def test_incomplete_designs(self) -> None:
        assert code_of(design=Design.GRID) == "sweep_without_parameters"
        assert code_of(RANGE, design=Design.GRID) == "sweep_steps_missing"
        assert code_of(RANGE, design=Design.RANDOM) == "sweep_points_missing"
        assert code_of(A, design=Design.GRID, points=3) == "sweep_points_given"

    @pytest.mark.parametrize("design", [Design.GRID, Design.RANDOM])
    def test_a_million_points_are_refused_before_any_is_built(self, design: Design) -> None:
        many = Parameter("/a", Span(Decimal(0), Decimal(1), 10**6))
        points = 10**6 if design.is_drawn else None
        with pytest.raises(TooLarge) as caught:
            check_design([many, many], design, points, 10_000)
        assert (caught.value.what, caught.value.ceiling) == ("points", 10_000)


class TestTexts:
    @pytest.mark.parametrize(
        ("text", "values"),
        [
            ("/a=1", ("1",)),
            ("/a=0.1, 0.2,-3", ("0.1", "0.2", "-3")),
            ("/limits/[a=b]/max_amount=5", ("5",)),
            ("/a=1e3", ("1E+3",)),
        ],
    )
    def test_lists(self, text: str, values: tuple[str, ...]) -> None:
        found = Parameter.of_text(text)
        assert found.values == tuple(Decimal(value) for value in values)
        assert found.pointer == text.rpartition("=")[0]

    def test_ranges(self) -> None:
        assert Parameter.of_text("/a=1:2").values == Span(Decimal(1), Decimal(2))
        assert Parameter.of_text("/a=1:2:5").values == Span(Decimal(1), Decimal(2), 5)

    @pytest.mark.parametrize(
        "text",
        ["", "/a", "=1", "/a=", "/a=x", "/a=1,,2", "/a=nan", "/a=inf", "/a=1:2:3:4", "/a=1:2:1", "/a=1:2:0.5", "/a=1:",
         "/a=1e99", "/a=0.1234567890123456"],
    )  # fmt: skip
    def test_what_cannot_be_read(self, text: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            Parameter.of_text(text)
        assert [finding.code for finding in caught.value.findings] == ["vary_malformed"]
