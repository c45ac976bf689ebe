"""Where a database answers, and as whom one may speak to it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Account:
    """A user name and its password; the password is never shown."""

    name: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Address:
    """A Bolt address with its database, the account that may write and the one that asks.

    ``reader`` is an account that cannot write where the server knows such accounts; where it does not
    (Neo4j Community), it is the writer's account and the store guards every statement itself.
    """

    uri: str
    database: str
    writer: Account
    reader: Account
