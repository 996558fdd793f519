"""Changes to a YAML text at known places: everything else keeps its characters, its order and its comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scenarios.repairing.yaml_places import Part, Place, find_place, yaml_place
from scenarios.repairing.yaml_values import flow_text


class NotEditable(Exception):
    """A place that cannot be changed where it stands: it is an alias, or it is not there."""


class YamlEdits:
    """Collects changes to one text. Comments are lines of their own, above the line that changes.

    The caller reads the result again and compares: a text in which somebody's quotation runs over the changed line
    would otherwise come out as something else.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = yaml_place(text)
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._edits: list[tuple[int, int, str]] = []
        self._items: dict[int, int] = {}

    def set_field(self, path: Sequence[Part], name: str, value: object, comment: Sequence[str]) -> None:
        """State a field of the object at `path`, whether it stated the field before or not. Raises NotEditable."""
        owner = self._found(path)
        old = owner.within.get(name)
        if old is None:
            self._add_field(owner, name, value, comment)
            return
        self._comment(owner.keys[name], comment)
        self._edits.append((old.start, old.end, flow_text(value)))

    def add_item(
        self, path: Sequence[Part], after: int, item: Mapping[str, object], comments: Mapping[str, Sequence[str]]
    ) -> None:
        """A new object of the list at `path`, behind the item at `after` and those added before; `comments` by field.
        Raises NotEditable."""
        owner, before = self._found(path), self._found((*path, after))
        if owner.is_flow:
            lines = [f"# {line}" for name in item for line in comments.get(name, ())]
            indent = self._indent(before.start)
            begin = "".join(f"{self._newline}{indent}{line}" for line in (*lines, ""))
            self._edits.append((before.end, before.end, f",{begin}{flow_text(item)}"))
            return
        dash = self._text.rfind("-", 0, before.start)
        indent = " " * (dash - self._text.rfind("\n", 0, dash) - 1)
        mark, lines = "- ", []
        for name, value in item.items():
            lines += [f"{indent}{'  ' if mark == '  ' else ''}# {line}" for line in comments.get(name, ())]
            lines.append(f"{indent}{mark}{flow_text(name)}: {flow_text(value)}")
            mark = "  "
        end = self._line_end(before.end)
        is_last = not self._text[:end].endswith("\n")
        text = "".join(f"{line}{self._newline}" for line in lines)
        self._edits.append((end, end, self._newline + text if is_last else text))

    def text(self) -> str:
        """The text with all changes; those at the same place in the order in which they were asked for."""
        written = self._text
        in_order = sorted(self._edits, key=lambda edit: edit[:2])
        for start, end, new in in_order[::-1]:
            written = written[:start] + new + written[end:]
        return written

    def _add_field(self, owner: Place, name: str, value: object, comment: Sequence[str]) -> None:
        """Before the last field, so that nothing has to be known about where that one ends."""
        if not owner.keys:
            raise NotEditable
        place = max(owner.keys.values())
        self._comment(place, comment)
        column = place - self._text.rfind("\n", 0, place) - 1
        behind = ", " if owner.is_flow else self._newline + " " * column
        self._edits.append((place, place, f"{flow_text(name)}: {flow_text(value)}{behind}"))

    def _comment(self, place: int, lines: Sequence[str]) -> None:
        start = self._text.rfind("\n", 0, place) + 1
        indent = self._indent(place)
        if lines:
            self._edits.append((start, start, "".join(f"{indent}# {line}{self._newline}" for line in lines)))

    def _indent(self, place: int) -> str:
        """The white space that the line of a character begins with."""
        start = self._text.rfind("\n", 0, place) + 1
        line = self._text[start:place]
        return line[: len(line) - len(line.lstrip(" "))]

    def _line_end(self, place: int) -> int:
        """Behind the line of the character before `place`."""
        if self._text[:place].endswith("\n"):
            return place
        found = self._text.find("\n", place)
        return len(self._text) if found < 0 else found + 1

    def _found(self, path: Sequence[Part]) -> Place:
        found = find_place(self._place, path)
        if found is None:
            raise NotEditable
        return found
