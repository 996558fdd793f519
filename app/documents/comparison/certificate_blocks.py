"""Fairness certificates as tables of texts, plans beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.documents.comparison.certificate_words import (
    CHECKS_IN_POINTS,
    POINT_DIGITS,
    in_points,
    points_head,
    subject_words,
)
from app.documents.comparison.figures import joined, labels_by_name
from app.documents.comparison.numbers import NOTHING, amount_texts, number_text, percent_text
from app.documents.comparison.report_parts import Block, Column, Table
from app.documents.comparison.words import WORDS, word
from app.messages import Language


def certificate_blocks(document: Mapping[str, Any], language: Language) -> Iterator[Block]:
    """The verdicts, then what was found: slopes and correlations, groups, the hardest and easiest targets."""
    certificates: Sequence[Mapping[str, Any]] = document["certificates"]
    labels = labels_by_name(document)
    against = word(certificates[0]["against"], language)
    yield Block("", None, None, (word("certificate_means", language, against=against),))
    yield from _verdicts(certificates, labels, language)
    if certificates[0]["associations"]:
        yield Block(word("characteristic", language), None, _associations(certificates, labels, language))
    if certificates[0]["gaps"]:
        yield Block(points_head(word("gap", language), language), None, _gaps(document, labels, language))
    for side in ("hardest", "easiest"):
        table = _cases(certificates, labels, side, language)
        if table.rows:
            yield Block(word(side, language), None, table)


def checks_table(certificate: Mapping[str, Any], language: Language) -> Table:
    """Every threshold of one plan."""
    heads = [Column(word("check", language)), Column(word("found", language), "number")]
    heads += [Column(word("most", language), "number"), Column(word("verdict", language))]
    return Table(heads, [_check(check, language) for check in certificate["checks"]])


def _check(check: Mapping[str, Any], language: Language) -> list[str]:
    label = word(f"check_{check['kind']}", language, subject=check["label"])
    verdict = verdict_words(check, language)
    if check["kind"] in CHECKS_IN_POINTS:
        return [points_head(label, language), _points(check["value"]), _points(check["most"]), verdict]
    return [label, number_text(check["value"]), number_text(check["most"]), verdict]


def _points(value: float | None) -> str:
    return number_text(in_points(value), POINT_DIGITS)


def verdict_words(check: Mapping[str, Any], language: Language) -> str:
    """Whether a threshold is kept, or why nobody can tell."""
    if check["kept"] is None:
        reason = word(check["missing"], language) if check["missing"] in WORDS else NOTHING
        return word("not_checked", language, reason=reason)
    return word("kept" if check["kept"] else "not_kept", language)


def _associations(certificates: Sequence[Mapping[str, Any]], labels: Mapping[str, str], language: Language) -> Table:
    names = ("slope", "low", "high", "rank_correlation", "p_value")
    words = [word(name, language) for name in names]
    words[:3] = [points_head(name, language) for name in words[:3]]
    heads = [Column(word("characteristic", language)), Column(word("strategy", language))]
    heads += [*(Column(name, "number") for name in words), Column(word("remark", language))]
    rows = []
    for place in range(len(certificates[0]["associations"])):
        for one in certificates:
            found = one["associations"][place]
            missing = found["missing"] or found["rank_missing"]
            rows.append(
                [
                    subject_words(found["characteristic"], language),
                    labels[one["strategy"]],
                    *(_points(found[name]) for name in names[:3]),
                    *(number_text(found[name]) for name in names[3:]),
                    word(missing, language) if missing else "",
                ]
            )
    return Table(heads, rows)


def _verdicts(
    certificates: Sequence[Mapping[str, Any]], labels: Mapping[str, str], language: Language
) -> Iterator[Block]:
    """What each certificate says; plans of which the same is said stand together."""
    alike: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for one in certificates:
        alike.setdefault(tuple(finding["message"] for finding in one["verdict"]), []).append(one)
    for messages, same in alike.items():
        table = checks_table(same[0], language) if same[0]["checks"] else None
        if table is None or len(same) == 1:
            yield Block(joined([labels[one["strategy"]] for one in same], language), None, table, messages)
            continue
        for one in same:
            yield Block(labels[one["strategy"]], None, checks_table(one, language), messages)


def _gaps(document: Mapping[str, Any], labels: Mapping[str, str], language: Language) -> Table:
    certificates = document["certificates"]
    heads = [
        Column(word("gap_group", language)),
        Column(word("gap_by", language)),
        Column(word("people", language), "number"),
    ]
    heads += [Column(labels[one["strategy"]], "number") for one in certificates]
    rows = []
    for place, gap in enumerate(certificates[0]["gaps"]):
        values = [_points(one["gaps"][place]["gap"]) for one in certificates]
        rows.append([gap["label"], gap["by_label"], str(gap["people"]), *values])
    return Table(heads, rows)


def _cases(
    certificates: Sequence[Mapping[str, Any]], labels: Mapping[str, str], side: str, language: Language
) -> Table:
    heads = [
        Column(word("person", language)),
        Column(word("strategy", language)),
        Column(word("own_target", language, against=word(certificates[0]["against"], language)), "number"),
    ]
    heads += [Column(word(name, language), "number") for name in ("difficulty", "peers")]
    heads.append(Column(points_head(word("deviation", language), language), "number"))
    rows = []
    for one in certificates:
        targets = amount_texts([case["target"] for case in one[side]])
        for case, target in zip(one[side], targets, strict=True):
            shares = [percent_text(case[name]) for name in ("difficulty", "peers")]
            rows.append([case["label"], labels[one["strategy"]], target, *shares, _points(case["deviation"])])
    return Table(heads, rows)
