"""Blocks of cells that are phased one after another, so that large companies stay quick.

Every block is a union of whole nodes within one node of the next coarser level of the people's chain; hence each node
of the chain lies within one block, or is a union of blocks.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.arrays import IntArray

BLOCK_CELLS = 60
"""Cells of a block, unless one finest node has more. Measured: 40 to 60 are quickest, larger ones miss little less."""


def phasing_blocks(chain: Sequence[IntArray], count: int, size: int = BLOCK_CELLS) -> list[IntArray]:
    """The cells of each block. `chain`: codes of the levels from the coarsest to the finest, each refining the one
    before it (−1, skipping the level, is a class of its own)."""
    blocks: list[IntArray] = []
    _split(np.arange(count), list(chain), size, blocks)
    return blocks


def _split(cells: IntArray, chain: list[IntArray], size: int, blocks: list[IntArray]) -> None:
    """Cells of one node: a block if they fit; else their parts, small ones together."""
    while chain and (chain[0][cells] == chain[0][cells[0]]).all():
        chain = chain[1:]
    if cells.shape[0] <= size or not chain:
        blocks.append(cells)
        return
    order = cells[np.argsort(chain[0][cells], kind="stable")]
    parts = np.split(order, np.flatnonzero(np.diff(chain[0][order])) + 1)
    small = [part for part in parts if part.shape[0] <= size]
    for part in parts:
        if part.shape[0] > size:
            _split(part, chain[1:], size, blocks)
    if small:
        blocks += _batches(small, size)


def _batches(parts: list[IntArray], size: int) -> list[IntArray]:
    """Small parts together, in as many batches of about one size as it takes: a last one of few cells would have no
    room to keep anything."""
    total = sum(map(len, parts))
    count = -(-total // size)
    ends = np.cumsum([len(part) for part in parts])
    batch = np.minimum((ends - 1) * count // total, count - 1)
    return [
        np.concatenate([part for part, number in zip(parts, batch.tolist(), strict=True) if number == chosen])
        for chosen in np.unique(batch).tolist()
    ]
