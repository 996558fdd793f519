"""The measurement of diagnoses still runs and finds what it is about; how fast, nobody asks here."""

from __future__ import annotations

import pytest

from tests.benchmarks.diagnosis import main


@pytest.mark.parametrize("share", ["1.5", "0.5"])
def test_a_broken_company_is_diagnosed(share: str) -> None:
    (result,) = main(["--cells", "120", "--share", share, "--solver", "highs"])
    assert len(result.diagnosis.repairs) >= 3
    assert result.diagnosis.conflict is not None and result.diagnosis.conflict.minimal
