"""The section `fairness_certificate` of a scenario document."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from models.allocation.certificate.rules import CertificateRules, CheckKind
from models.allocation.limits.neutrality import IsoDate
from models.fields import STRICT, NameList, Rate

Threshold = Annotated[Rate, Field(ge=0, le=1000)]
Fraction = Annotated[Rate, Field(ge=0, le=1)]


class CertificateDocument(BaseModel):
    """What the fairness certificate looks at, and the thresholds of a fair plan. It judges plans and changes none."""

    model_config = STRICT

    characteristics: NameList = Field(
        default=(),
        description="What difficulty should not depend on: size (last year's sales), potential, tenure, or numeric "
        "attributes of the people. Default: size, potential and tenure, where the data is there.",
    )
    groups: NameList = Field(
        default=(),
        description="Levels, dimensions or attributes whose mean difficulties are compared, e.g. [team, region]. "
        "Default: every level but the people's own.",
    )
    as_of: IsoDate | None = Field(
        default=None,
        description="The day that tenure counts to, 2025-01-01. Default: that of a limit on tenure, else the last hire "
        "date.",
    )
    max_slope: Threshold | None = Field(
        default=None,
        description="Largest change of difficulty per standard deviation of a characteristic (0.02: 2 points).",
    )
    max_rank_correlation: Fraction | None = Field(
        default=None, description="Largest rank correlation of difficulty with a characteristic, 0 to 1, no unit."
    )
    max_gini: Fraction | None = Field(
        default=None, description="Largest Gini coefficient of the difficulties, 0 (all equal) to 1, no unit."
    )
    max_gap: Threshold | None = Field(
        default=None,
        description="Largest distance of a group's mean difficulty from that of everybody (0.05: 5 points).",
    )
    max_deviation: Threshold | None = Field(
        default=None,
        description="Largest distance of one person's difficulty from that of the peers (0.1: 10 points).",
    )

    def rules(self) -> CertificateRules:
        """The same inside."""
        written = {kind: getattr(self, f"max_{kind.value}") for kind in CheckKind}
        return CertificateRules(
            characteristics=self.characteristics,
            groups=self.groups,
            as_of=None if self.as_of is None else date.fromisoformat(self.as_of),
            most={kind: float(most) for kind, most in written.items() if most is not None},
        )
