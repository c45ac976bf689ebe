"""Where things are and which database is meant: read once from the environment, then frozen."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices a user makes outside the program.

    ``home`` holds the embedded engine's database and its secrets, ``cache`` what can be made again,
    ``data`` what people curate. With ``neo4j_uri`` a Neo4j server is used instead of the embedded engine.
    """

    home: Path
    cache: Path
    data: Path
    neo4j_uri: str = ""
    neo4j_username: str = "neo4j"
    neo4j_password: str = ""
    neo4j_database: str = "neo4j"

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read ``INNOGRAPH_HOME``, ``INNOGRAPH_CACHE``, ``INNOGRAPH_DATA`` and the ``NEO4J_`` variables.

        >>> Settings.read({"INNOGRAPH_HOME": "/srv/graph", "HOME": "/home/li"}).home.as_posix()
        '/srv/graph'
        """
        return cls(
            home=Path(environment.get("INNOGRAPH_HOME") or _user_folder(environment, "data") / "innograph"),
            cache=Path(environment.get("INNOGRAPH_CACHE") or _user_folder(environment, "cache") / "innograph"),
            data=Path(environment.get("INNOGRAPH_DATA") or ROOT / "data"),
            neo4j_uri=environment.get("NEO4J_URI", ""),
            neo4j_username=environment.get("NEO4J_USERNAME", "neo4j"),
            neo4j_password=environment.get("NEO4J_PASSWORD", ""),
            neo4j_database=environment.get("NEO4J_DATABASE", "neo4j"),
        )


def _user_folder(environment: Mapping[str, str], purpose: str) -> Path:
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or Path.home())
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / ("Caches" if purpose == "cache" else "Application Support")
    chosen = environment.get(f"XDG_{purpose.upper()}_HOME")
    return Path(chosen) if chosen else home / (".cache" if purpose == "cache" else ".local/share")
