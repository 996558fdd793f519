"""What is said about break-evens: where a dial of the strategy turns an order round."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.language import Language
from app.messages.sentence import Sentence
from app.messages.strategy import term_words
from models.allocation.strategy import Term

TURNS: Mapping[str, Sentence] = {
    "own": Sentence(
        "Once {dial} reaches {value}, {behind} gets less than the {start} that it has at {low}.",
        "{dial}达到 {value} 起，{behind}的目标低于 {low} 时的 {start}。",
    ),
    "own_at_once": Sentence(
        "As soon as {dial} rises above {low}, {behind} gets less than the {start} that it has there.",
        "{dial}一旦高于 {low}，{behind}的目标就低于该处的 {start}。",
    ),
    "target": Sentence(
        "Once {dial} reaches {value}, {behind} stands behind {ahead}; both have about {meeting} there.",
        "{dial}达到 {value} 起，{behind}落后于{ahead}；此时两者约为 {meeting}。",
    ),
    "gain": Sentence(
        "Once {dial} reaches {value}, {behind} grows less than {ahead}, counted from {low}.",
        "{dial}达到 {value} 起，自 {low} 算起，{behind}的增幅小于{ahead}。",
    ),
}
STAYS: Mapping[str, Sentence] = {
    "own": Sentence(
        "With {dial} from {low} to {high}, {ahead} never gets less than at {low}.",
        "{dial}在 {low} 到 {high} 之间，{ahead}的目标始终不低于 {low} 时的水平。",
    ),
    "target": Sentence(
        "With {dial} from {low} to {high}, {ahead} stays ahead of {behind}.",
        "{dial}在 {low} 到 {high} 之间，{ahead}始终领先{behind}。",
    ),
    "gain": Sentence(
        "With {dial} from {low} to {high}, {behind} never grows more than {ahead}.",
        "{dial}在 {low} 到 {high} 之间，{behind}的增幅从不超过{ahead}。",
    ),
    "equal": Sentence(
        "With {dial} from {low} to {high}, {ahead} and {behind} stay level.",
        "{dial}在 {low} 到 {high} 之间，{ahead}与{behind}始终持平。",
    ),
}
INTENSITY = Sentence("strategic intensity", "战略强度")
WEIGHT = Sentence("the weight of “{term}”", "“{term}”的权重")


def dial_words(term: Term | None, language: Language) -> str:
    """What people call a dial, before its value."""
    if term is None:
        return INTENSITY.text(language)
    return WEIGHT.fill({"term": term_words(term, language)}, language)
