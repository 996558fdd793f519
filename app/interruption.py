"""What Ctrl-C does while a command is only starting: it says so and ends at once. Light on purpose."""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
from collections.abc import Mapping
from types import FrameType
from typing import Literal

INTERRUPTED_EXIT = 130
AGAIN_SECONDS = 0.02
"""After which an interrupt that could not be raised comes again."""

INTERRUPTED_EN = "Interrupted; nothing was written."
INTERRUPTED_ZH = "已中断；没有写入任何内容。"


def interrupted_words(language: Literal["en", "zh"]) -> str:
    """The sentence in one language."""
    return INTERRUPTED_ZH if language == "zh" else INTERRUPTED_EN


def locale_language(environment: Mapping[str, str]) -> Literal["en", "zh"]:
    """The locale's language: `zh` for every Chinese one, else `en`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].lower().startswith("zh") else "en"
    return "en"


class _EndAtOnce:
    """The answer to an interrupt during the imports. An exception would not do: an import that calls back from C may
    swallow it, and the command would go on."""

    def __init__(self, language: Literal["en", "zh"]) -> None:
        self._said = f"{interrupted_words(language)}\n".encode(sys.stderr.encoding or "utf-8", "replace")

    def __call__(self, _: int, __: FrameType | None) -> None:
        os.write(2, self._said)
        os._exit(INTERRUPTED_EXIT)


def end_at_once(language: Literal["en", "zh"]) -> None:
    """From now on an interrupt ends the process, unless it is ignored or somebody else answers it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _EndAtOnce(language))
        sys.unraisablehook = _interrupted_again


def speak_when_interrupted(language: Literal["en", "zh"]) -> None:
    """The language of an interrupt while the command is still starting."""
    if _is_starting():
        signal.signal(signal.SIGINT, _EndAtOnce(language))


def interrupt_by_exception() -> None:
    """From now on an interrupt is a KeyboardInterrupt again: there may be something to keep or to clear away."""
    if _is_starting():
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _interrupted_again(unraisable: sys.UnraisableHookArgs) -> None:
    """An interrupt that met code called back from C, which cannot raise it, comes once more a moment later."""
    if issubclass(unraisable.exc_type, KeyboardInterrupt):
        threading.Timer(AGAIN_SECONDS, _interrupt).start()
    else:
        sys.__unraisablehook__(unraisable)


def _interrupt() -> None:
    """As the keyboard does it: a signal also wakes what is waiting, which a mark on the interpreter does not."""
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, signal.SIGINT)
    else:
        _thread.interrupt_main()


def _is_starting() -> bool:
    return isinstance(signal.getsignal(signal.SIGINT), _EndAtOnce)
