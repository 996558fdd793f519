"""A plan as it was read: the document, what became of it, and its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.errors import InvalidInput
from models.findings import Finding
from models.incentives.actuals import Actuals
from models.incentives.incentive_plan import IncentivePlan
from scenarios.definition.canonical_json import canonical_json
from scenarios.incentives.definition.plan_document import IncentivePlanDocument
from scenarios.incentives.definition.plan_places import PlanPlaces

_TABLES = {"people", "targets", "actuals"}


@dataclass(frozen=True, eq=False)
class LoadedPlan:
    """`actuals` are those of the document, or those given beside it; None: neither. `places`: where its rows stand."""

    document: IncentivePlanDocument
    plan: IncentivePlan
    actuals: Actuals | None
    notices: tuple[Finding, ...] = ()
    places: PlanPlaces | None = None

    @property
    def language(self) -> str:
        """The document's language."""
        return self.document.language

    def refusal(self, findings: Iterable[Finding]) -> InvalidInput:
        """Faults that show once everything is read, each with the file and line where it stands."""
        return InvalidInput(tuple(findings) if self.places is None else self.places.located(findings))

    @cached_property
    def plan_hash(self) -> str:
        """sha256 over everything that can change a payout, in one way of writing it: rules, people by key, targets.
        Actuals and descriptions of files are not in it."""
        written = self.document.model_dump(by_alias=True, exclude=_TABLES)  # numbers stay numbers: 1.0 is 1
        for measure in written["measures"]:
            if not measure["margin"]:  # plans that were hashed before there was such a thing keep their hashes
                del measure["margin"]
        roster, digest = self.plan.roster, hashlib.sha256()
        digest.update(canonical_json(written).encode())
        order = np.argsort(np.array(roster.keys), kind="stable")
        for who in order.tolist():
            attributes = {name: column[who] for name, column in roster.attributes.items() if column[who] is not None}
            row = [roster.keys[who], roster.labels[who], self.plan.classes[int(roster.pay_class[who])].name]
            about = [int(roster.ote[who]), float(roster.months[who]), int(roster.hired[who])]
            about += [int(roster.left[who])] if roster.left[who] >= 0 else []
            digest.update(canonical_json([*row, *about, attributes]).encode())
        for numbers in (self.plan.targets[:, order], self.plan.outlook.mean[order], self.plan.outlook.log_sd[order]):
            digest.update(np.ascontiguousarray(numbers).tobytes())
        return f"sha256:{digest.hexdigest()}"
