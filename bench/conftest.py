"""What the measurements that are written as tests need of the tests' own."""

from __future__ import annotations

from tests.loaders.conftest import knowledge

__all__ = ["knowledge"]
