"""Blocks are laminar with the chain."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.allocation.phasing.blocks import phasing_blocks


@pytest.mark.slow
@given(st.integers(0, 10**6), st.integers(1, 60), st.integers(1, 20))
def test_every_node_is_within_a_block_or_a_union_of_blocks(seed: int, count: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    rep = rng.integers(0, 12, count)
    team, region = rep // 3 - (rep == 11), rep // 6
    team = np.where(rep == 0, -1, team)
    chain = [np.zeros(count, dtype=np.int64), region, team, rep]
    if not all(
        len(np.unique(np.column_stack([fine, coarse]), axis=0)) == len(np.unique(fine))
        for coarse, fine in pairwise(chain)
    ):
        return
    blocks = phasing_blocks(chain, count, size)
    assert sorted(np.concatenate(blocks).tolist()) == list(range(count))
    for code in chain:
        for node in np.unique(code):
            cells = set(np.flatnonzero(code == node).tolist())
            for block in map(set, (block.tolist() for block in blocks)):
                assert not cells & block or cells <= block or block <= cells


def test_small_nodes_share_a_block() -> None:
    rep = np.repeat(np.arange(6), 2)
    blocks = phasing_blocks([np.zeros(12, dtype=np.int64), rep], 12, 5)
    assert [block.tolist() for block in blocks] == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]


def test_a_node_of_the_finest_level_is_never_cut() -> None:
    assert [len(block) for block in phasing_blocks([np.array([0] * 7 + [1] * 2)], 9, 3)] == [7, 2]
