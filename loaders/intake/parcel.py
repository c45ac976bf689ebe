"""What came of a source, packed for the way from one process to another."""

from __future__ import annotations

import gc
import io
import pickle
import traceback
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from graph.model import Entity, Evidence, Measure, Relation, Target
from loaders.intake.outcome import Outcome
from loaders.sources import Source


def pack(outcome: Outcome) -> bytes:
    """The result and the seconds of an outcome; who asked for it knows the source."""
    result = portable(outcome.result) if isinstance(outcome.result, Exception) else outcome.result
    stream = io.BytesIO()
    packer = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    packer.dispatch_table = _PARTS
    packer.dump((result, outcome.seconds))
    return stream.getvalue()


def unpack(source: Source, packed: bytes) -> Outcome:
    """The outcome of a source again."""
    collects = gc.isenabled()
    # Thousands of parts are made and none let go: looking for garbage meanwhile takes a third of the time.
    gc.disable()
    try:
        result, seconds = pickle.loads(packed)
    finally:
        if collects:
            gc.enable()
    return Outcome(source, result, seconds)


def portable(error: Exception) -> Exception:
    """The error, or one like it where it cannot leave the process, with its traceback in words."""
    trace = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        error = RuntimeError(f"{type(error).__name__}: {error}")
    error.add_note(trace)
    return error


def _by_fields(kind: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda part: (kind, values(part))


# What a batch holds hundreds of. Made anew from their fields they take half the time of pickle's own way.
_PARTS: dict[type, Callable[[Any], tuple[type, tuple[Any, ...]]]] = {
    kind: _by_fields(kind) for kind in (Evidence, Entity, Relation, Measure, Target)
}
