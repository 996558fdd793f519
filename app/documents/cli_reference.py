"""Writes `docs/cli.md` from the commands themselves: run `python -m app.documents.cli_reference`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from app.cli.main import app

HEADER = """# Command line

`allot COMMAND --help` says the same. Output is in the scenario's language; `--lang zh` or `--lang en` overrides it.
This page is written from the code: `python -m app.documents.cli_reference > docs/cli.md`.

Exit codes: 0 done, 1 not as expected (`check`), 2 usage, 3 input, 4 no plan satisfies all limits, 5 stopped by a limit,
6 solver missing, 7 solver failed or file not written, 130 interrupted.
"""


def render() -> str:
    """The page as Markdown: one section per command."""
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    commands = {name: one for name, one in group.commands.items() if isinstance(one, TyperCommand)}
    sections = [line for name, command in commands.items() for line in _section(name, command)]
    return "\n".join([HEADER, *sections]).rstrip() + "\n"


def _section(name: str, command: TyperCommand) -> Iterator[str]:
    arguments = [one.metavar or (one.name or "").upper() for one in command.params if isinstance(one, TyperArgument)]
    yield f"## `{' '.join(['allot', name, *arguments])}`"
    yield ""
    yield (command.help or "").strip()
    yield ""
    options = [one for one in command.params if isinstance(one, TyperOption) and one.name != "help"]
    if not options:
        return
    yield "| option | meaning | default |"
    yield "|---|---|---|"
    for option in options:
        written = " ".join([", ".join((*option.opts, *option.secondary_opts)), *_values(option)])
        yield f"| `{written}` | {option.help or ''} | {_default(option)} |"
    yield ""


def _values(option: TyperOption) -> list[str]:
    """What stands behind an option: its placeholder, or the words it takes."""
    if option.is_flag:
        return []
    annotation: Any = option.type_descriptor.annotation
    parts = [part for part in (annotation, *get_args(annotation)) if get_origin(part) is Literal]
    words = [word for part in parts for word in get_args(part)]
    return [option.metavar or "\\|".join(sorted(set(words))) or "VALUE"]


def _default(option: TyperOption) -> str:
    value = option.default
    return "" if callable(value) or value in (None, False, (), "") else f"`{getattr(value, 'value', value)}`"


if __name__ == "__main__":
    print(render(), end="")
