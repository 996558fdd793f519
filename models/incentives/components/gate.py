"""Gates and hurdles: pay that depends on something else being in order."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from models.fields import Number, Rate
from models.incentives.components.base import Component, ComponentContext, MeasureNames
from models.incentives.pay_line import Basis, Measured, PayGate, PayLine
from models.incentives.piecewise import exact_product
from models.units import MAX_MINOR


class Gate(Component):
    """Where z stays below `least`, the pay of the named components is multiplied by `factor`; 0 makes it a hurdle.

    Without `components` it acts on all that pay a share of the target incentive. At `least` itself pay is whole.

    Example: satisfaction below 0.8 multiplies by 0.9: 30,000 become 27,000 at 0.79 and stay 30,000 at 0.80.
    """

    kind: Literal["gate"]
    measure: MeasureNames = Field(description="Measure, or several that are summed.")
    of: Literal["attainment", "actual"] = Field(
        default="actual", description="Whether `least` is compared with actual over target, or with the actual."
    )
    least: Number = Field(
        gt=0, le=MAX_MINOR, description="What must be reached: attainment, or the measure's own unit."
    )
    factor: Rate = Field(default=0.0, ge=0, lt=1, description="What is left of the pay below it. 0: nothing.")
    components: MeasureNames | None = Field(
        default=None, description="Components it acts on. Default: all that pay a share of the target incentive."
    )

    def lines(self, context: ComponentContext) -> tuple[PayLine, ...]:  # noqa: ARG002
        """A gate pays nothing itself."""
        return ()

    def gates(self, context: ComponentContext) -> tuple[PayGate, ...]:
        """One gate."""
        measures, basis = context.positions(self.measure, ["measure"]), Basis(self.of)
        least = exact_product(self.least, context.per_unit(measures) if basis is Basis.ACTUAL else 1.0)
        measured = Measured(measures, basis)
        return (PayGate(self.name, self.shown, measured, least, self.factor, self.components or ()),)
