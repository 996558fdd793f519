"""Whether a cap in money leaves people on target all of their target incentive."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.findings import Fact, FindingList, Location, as_pointer
from models.incentives.pay_class import PayClass
from models.incentives.role_group import RoleGroup
from models.incentives.roster import Roster
from models.units import Money


def check_caps(
    groups: Sequence[RoleGroup], classes: Sequence[PayClass], roster: Roster, money: Money, findings: FindingList
) -> None:
    """A group that pays shares of the target incentive has no `cap_amount` below that of anybody in it. Finds
    `cap_amount_under_target` once per group, with the person whom the cap takes most from."""
    incentives = roster.target_incentive(classes)
    pays = np.array([any(line.is_weighted for line in one.lines) for one in classes], dtype=np.bool_)
    for index, group in enumerate(groups):
        mine = np.array([one.group.key == group.key for one in classes], dtype=np.bool_)
        cap = next(one.cap_minor for one in classes if one.group.key == group.key)
        if cap is None:
            continue
        cut = np.flatnonzero((mine & pays)[roster.pay_class] & (incentives > cap))
        if cut.size:
            most = int(cut[np.argmax(incentives[cut])])
            facts: dict[str, Fact] = {
                "group": group.shown,
                "person": roster.labels[most],
                "incentive": f"{money.from_minor(int(incentives[most])):f}",
                "value": f"{group.cap_amount:f}",
            }
            if cut.size > 1:
                facts["count"] = int(cut.size)
            findings.add(
                "cap_amount_under_target", Location(pointer=as_pointer(["groups", index, "cap_amount"])), facts
            )
