"""Whether the variants of role groups ask for attributes and values that people have."""

from __future__ import annotations

from collections.abc import Sequence

from models.findings import Fact, FindingList, Location, as_pointer, near_names
from models.incentives.role_group import RoleGroup, Variant
from models.incentives.roster import Roster


def check_variants(groups: Sequence[RoleGroup], roster: Roster, findings: FindingList, notices: FindingList) -> None:
    """Finds `variant_of_nobody`: an attribute that nobody has can only be a slip of the pen. Notes
    `variant_value_of_nobody`: a value that nobody has may be one, or a market that nobody works in yet."""
    for index, group in enumerate(groups):
        for place, variant in enumerate(group.variants):
            path: list[str | int] = ["groups", index, "variants", place, "where"]
            for name in variant.where:
                if name not in roster.attributes:
                    facts: dict[str, Fact] = {"attribute": name, "variant": variant.name}
                    findings.add("variant_of_nobody", Location(pointer=as_pointer([*path, name])), facts)
                else:
                    _check_values(variant, name, path, roster, notices)


def _check_values(variant: Variant, name: str, path: Sequence[str | int], roster: Roster, notices: FindingList) -> None:
    held = sorted({str(value) for value in roster.attributes[name] if value is not None})
    wanted = variant.where[name]
    for place, value in enumerate(wanted if isinstance(wanted, tuple) else (wanted,)):
        if str(value) not in held:
            pointer = as_pointer([*path, name, place] if isinstance(wanted, tuple) else [*path, name])
            facts: dict[str, Fact] = {
                "attribute": name,
                "value": str(value),
                "variant": variant.name,
                "near": near_names(str(value), held),
                "known": held,
            }
            notices.add("variant_value_of_nobody", Location(pointer=pointer), facts)
