"""The tables of a tuning document: plans, parameters, people, conditions, certificate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.documents.tuning.cells import Cell, Column, Kind, TuningTable, objective_cell
from app.documents.tuning.misses import OF_INCENTIVES
from app.documents.tuning.names import SHARES
from app.documents.tuning.rates import rates_text
from app.messages import Language
from app.messages.amounts import share_words
from app.messages.tuning import OBJECTIVES, PARAMETERS, WORDS, quoted, tuning_word
from app.messages.tuning_conditions import CONDITIONS
from models.findings import Fact

Document = Mapping[str, Any]
Row = tuple[Cell, ...]


def columns_of(language: Language, texts: Sequence[str], numbers: Sequence[str], after: Sequence[str] = ()) -> Any:
    """Heads by their words: texts, numbers, and texts again."""
    kinds = [*((name, True) for name in texts), *((name, False) for name in numbers), *((name, True) for name in after)]
    return tuple(Column(tuning_word(name, language), is_text) for name, is_text in kinds)


def plans_table(document: Document, language: Language) -> TuningTable:
    """Today's plan beside the tuned one, figure by figure."""
    in_money = document["objective"]["in_money"]
    before, after = document["today"], document["tuned"]
    kind = document["objective"]["kind"]
    rows: list[Row] = []

    def add(head: str, name: str, shown: Kind, signed: Kind) -> None:
        old, new = _plain(before[name]), None if after is None else _plain(after[name])
        if old is None and new is None:
            return
        change = None if old is None or new is None else new - old
        rows.append((Cell(head), Cell(old, shown), Cell(new, shown), Cell(change, signed)))

    if kind not in ("margin_less_cost", "motivation"):
        add(OBJECTIVES[kind].text(language), "objective", "number", "number_change")
    for name in ("margin", "sales", "expected_cost", "simulated_cost", "cvar95"):
        add(tuning_word(name, language), name, "amount", "change")
    add(tuning_word("over_budget", language), "over_budget", "share", "points_change")
    add(OBJECTIVES["motivation"].text(language), "motivation", "amount", "change")
    assert in_money or rows
    return TuningTable("plans", columns_of(language, ["figure"], ["today", "tuned", "change"]), tuple(rows))


def parameters_table(document: Document, language: Language) -> TuningTable:
    """Every parameter with what putting it back costs and where it may lie."""
    restored = {_key(one): one for one in document["restored"]}
    ranges = {_key(one): one for one in document["ranges"]}
    in_money, more_is_better = (document["objective"][name] for name in ("in_money", "more_is_better"))
    rows = []
    for one in document["parameters"]:
        kind: Kind = "share" if one["parameter"] in SHARES else "number"
        back, around = restored.get(_key(one)), ranges.get(_key(one))
        rows.append(
            (
                Cell(one["label"]),
                Cell(PARAMETERS[one["parameter"]].text(language)),
                Cell(one["today"], kind),
                Cell(one["tuned"], kind),
                Cell(one["tuned"] - one["today"], "points_change" if kind == "share" else "number_change"),
                Cell(None if around is None else around["low"], kind),
                Cell(None if around is None else around["high"], kind),
                *(
                    objective_cell(_change(back, name, more_is_better), in_money=in_money, signed=True)
                    for name in ("loss", "loss_adapted")
                ),
                Cell(_parameter_note(one, back, language)),
            )
        )
    numbers = ["today", "tuned", "change", "range_low", "range_high", "loss", "loss_adapted"]
    return TuningTable("parameters", columns_of(language, ["where", "parameter"], numbers, ["note"]), tuple(rows))


def people_table(document: Document, language: Language, *, most: int | None = None) -> TuningTable:
    """Everybody, or those whose pay changes most; who loses most comes first."""
    people = sorted(document["people"], key=lambda one: (one["pay_change"], one["label"]))
    if most is not None and len(people) > most:
        chosen = sorted(people, key=lambda one: -abs(one["pay_change"]))[:most]
        people = sorted(chosen, key=lambda one: (one["pay_change"], one["label"]))
    amounts = ("target_incentive", "pay_today", "pay_tuned")
    after = ("spread_today", "spread_tuned", "motivation_today", "motivation_tuned")
    rows = [
        (
            Cell(one["label"]),
            Cell(one["group_label"]),
            *(Cell(one[name], "amount") for name in amounts),
            Cell(one["pay_change"], "gain"),
            Cell(float(one["pay_change"] / one["pay_today"]) if one["pay_today"] else None, "share_change"),
            Cell(one["growth"] - 1, "share_change"),
            Cell(one["sales_tuned"] - one["sales_today"] if one["sales_today"] else None, "change"),
            *(Cell(one[name], "amount") for name in after),
            Cell(one["utility_gain"], "gain"),
        )
        for one in people
    ]
    numbers = [*amounts, "pay_change", "pay_change_rate", "growth", "sales_change", *after, "utility_gain"]
    return TuningTable("people", columns_of(language, ["person", "group"], numbers), tuple(rows))


def conditions_table(document: Document, language: Language) -> TuningTable:
    """Conditions of the whole plan."""
    in_money = document["objective"]["in_money"]
    rows = []
    for one in document["conditions"]:
        kind: Kind = "amount" if one["in_money"] else "share"
        price = one["price"]
        if price is not None and not one["in_money"]:
            price /= 100  # of one percentage point: nobody relaxes a share by all of it
        rows.append(
            (
                Cell(one["label"]),
                Cell("≤" if one["is_most"] else "≥"),
                *(Cell(one[name], kind) for name in ("limit", "today", "tuned")),
                Cell(_yes(one["binding"], language)),
                objective_cell(price, in_money=in_money and not one["in_money"]),
            )
        )
    heads = columns_of(language, ["condition"], ["limit", "today", "tuned", "binding", "price"])
    return TuningTable("conditions", (heads[0], Column("", is_text=True), *heads[1:]), tuple(rows))


def checks_table(document: Document, language: Language) -> TuningTable:
    """Conditions on single people."""
    rows = [
        (
            Cell(one["label"]),
            Cell(one["people"], "count"),
            Cell(one["broken"], "count"),
            Cell(one["held"], "count"),
            Cell(one["worst"]),
            Cell(one["worst_slack"], "share"),
        )
        for one in document["checks"]
    ]
    heads = columns_of(language, ["condition"], ["people_count", "broken", "held"], ["worst"])
    return TuningTable("checks", (*heads, Column(tuning_word("worst_slack", language))), tuple(rows))


def certificate_table(certificate: Document | None, language: Language) -> TuningTable:
    """Ceilings against fresh draws, and the cost without any."""
    rows: list[Row] = []
    if certificate is not None:
        for line in certificate["lines"]:
            kind: Kind = "share" if line["about"] == "over_budget" else "amount"
            rows.append(
                (
                    Cell(CONDITIONS[line["about"]].text(language)),
                    *(Cell(line[name], kind) for name in ("ceiling", "value", "low", "high")),
                    Cell(tuning_word("yes" if line["holds"] else "is_broken", language)),
                )
            )
        for name, word in (("mean", "mean_cost"), ("var95", "var95"), ("cvar95", "cvar95")):
            found = [Cell(certificate[name][part], "amount") for part in ("value", "low", "high")]
            no = Cell(tuning_word("no_ceiling", language))
            rows.append((Cell(tuning_word(word, language)), Cell(None, "amount"), *found, no))
    heads = columns_of(language, ["figure"], ["ceiling", "found", "low", "high"], ["holds"])
    return TuningTable("certificate", heads, tuple(rows))


def search_table(document: Document, language: Language) -> TuningTable:
    """Local optima that the starts reached, best first."""
    in_money = document["objective"]["in_money"]
    rows = [
        (objective_cell(one["objective"], in_money=in_money), Cell(one["starts"], "count"))
        for one in document["search"]["spread"]
    ]
    return TuningTable("search", columns_of(language, [], ["local_optimum", "starts"]), tuple(rows))


def blocking_table(document: Document, language: Language) -> TuningTable:
    """What is in the way where no plan was found."""
    found = document["infeasible"]
    rows = [
        (
            Cell(one["label"]),
            Cell(one["shortfall"], _distance(one)),
            Cell(one["least_relaxation"], _distance(one)),
        )
        for one in ([] if found is None else found["blocking"])
    ]
    return TuningTable("blocking", columns_of(language, ["condition"], ["shortfall", "least_relaxation"]), tuple(rows))


def _distance(one: Document) -> Kind:
    """What a distance from a condition's limit is: of shares points, but a part of target incentive stays one."""
    if one["in_money"]:
        return "amount"
    return "share" if one["kind"] in OF_INCENTIVES else "points"


def _parameter_note(one: Document, back: Document | None, language: Language) -> str:
    notes = []
    if one["cap"] is not None and one["cap"][0] != one["cap"][1]:
        today, tuned = (share_words(value, language) for value in one["cap"])
        notes.append(WORDS["cap_note"].fill({"today": today, "tuned": tuned}, language))
    if one["rates"] is not None and one["changed"]:
        today, tuned = (rates_text(one["rates"][name], language) for name in ("today", "tuned"))
        notes.append(WORDS["rates_note"].fill({"today": today, "tuned": tuned}, language))
    if one["at_bound"] is not None:
        notes.append(tuning_word(f"bound_{one['at_bound']}", language))
    if one["follows"]:
        notes.append(tuning_word("follows", language))
    if back is not None and back["broken"]:
        facts: dict[str, Fact] = {"what": quoted(back["broken"])}
        notes.append(WORDS["breaks_note"].fill(facts, language))
    if not one["changed"]:
        notes.append(tuning_word("unchanged", language))
    return ("；" if language == "zh" else "; ").join(notes)


def _change(back: Document | None, name: str, more_is_better: bool) -> Any:
    """What the objective changes by where it is worse by the loss."""
    loss = None if back is None else back[name]
    return -loss if loss is not None and more_is_better else loss


def _plain(value: Any) -> Any:
    return value["value"] if isinstance(value, Mapping) else value


def _yes(holds: bool, language: Language) -> str:
    return tuning_word("yes" if holds else "no", language)


def _key(part: Document) -> tuple[str | None, ...]:
    return tuple(part[name] for name in ("group", "variant", "component", "parameter"))
