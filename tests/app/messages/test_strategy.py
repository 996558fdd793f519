"""How losses are told as shares of the company target."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.messages.strategy import share_words


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0.00 %"),
        (-1e-17, "0.00 %"),
        (4.9e-9, "0.00 %"),
        (1.3e-8, "0.000001 %"),
        (0.00012345, "0.012 %"),
        (0.0117, "1.17 %"),
        (-0.02, "-2.00 %"),
    ],
)
def test_small_shares_keep_two_digits(share: float, said: str) -> None:
    assert share_words(share) == said


@given(st.floats(-1.0, 1.0))
def test_no_number_ends_in_its_point(share: float) -> None:
    assert share_words(share).removesuffix(" %")[-1].isdigit()
