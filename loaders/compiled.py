"""YAML that is read at every start, kept as JSON in the cache folder until the file changes.

Fifteen thousand lexicon entries take YAML half a second and JSON thirty milliseconds.
"""

from __future__ import annotations

import json
import os
from hashlib import blake2b
from pathlib import Path
from typing import Any

import yaml

from graph.errors import KnowledgeError


def read(path: Path, cache: Path | None = None) -> dict[str, Any]:
    """The mapping in a YAML file; raise KnowledgeError naming the file when it is none.

    With ``cache``, a folder, the parsed file is kept there under a digest of its bytes. A cache that cannot
    be written or read is passed over: it only saves time.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(f"{path}：文件无法打开（{error.strerror}）") from error
    kept = cache / f"{path.stem}-{blake2b(content, digest_size=12).hexdigest()}.json" if cache else None
    if kept is not None and (stored := _kept(kept)) is not None:
        return stored
    try:
        loaded = yaml.load(content.decode("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise KnowledgeError(f"{path}：不是有效的 YAML（{' '.join(str(error).split())}）") from error
    if not isinstance(loaded, dict):
        raise KnowledgeError(f"{path}：文件应当是一个映射（键: 值）")
    if kept is not None:
        _keep(kept, loaded)
    return loaded


def _kept(place: Path) -> dict[str, Any] | None:
    try:
        loaded = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return loaded if isinstance(loaded, dict) else None


def _keep(place: Path, loaded: dict[str, Any]) -> None:
    draft = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(loaded, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        draft.replace(place)
    except (OSError, TypeError):
        draft.unlink(missing_ok=True)
