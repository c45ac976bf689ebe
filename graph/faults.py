"""What an engine's refusal means, told as one sentence of ours with what to do next."""

from __future__ import annotations

from graph.errors import InnographError, QueryError, StoreError

_WRITES = ("Neo.ClientError.Security.Forbidden", "Neo.ClientError.Statement.AccessMode")
_ENDED = ("TransactionTimedOut", "Transaction.Terminated", "TransactionTerminated", "LockClientStopped")
_STRANGER = ("Neo.ClientError.Security.Unauthorized", "Neo.ClientError.Security.AuthenticationRateLimit")


def read_only(what: str = "") -> QueryError:
    """The refusal of a statement that would do more than read."""
    told = f"（{what}）" if what else ""
    return QueryError(f"只读：这条语句不只是查询，已拒绝{told}；请只用 MATCH … RETURN 一类的读语句")


def out_of_time(seconds: float) -> QueryError:
    """The end of a statement that took longer than it was given."""
    return QueryError(f"查询超过 {seconds:g} 秒的时限，已停止：请缩小范围、加上条件或 LIMIT")


def unreachable(uri: str, reason: str = "") -> StoreError:
    """A database that does not answer."""
    told = f"（{line(reason)}）" if reason else ""
    return StoreError(f"图数据库没有应答：{uri}{told}；请确认它在运行、地址正确")


def refused_entry(uri: str) -> StoreError:
    """A database that does not know the user or the password."""
    return StoreError(f"图数据库拒绝了用户名或口令：{uri}；请检查 NEO4J_USERNAME 和 NEO4J_PASSWORD")


def reading_fault(code: str, message: str, *, uri: str, time_limit: float) -> InnographError:
    """What went wrong with a reading statement, from the engine's code and message."""
    if code in _WRITES:
        return read_only()
    if any(part in code for part in _ENDED):
        return out_of_time(time_limit)
    common = _common_fault(code, message, uri=uri)
    if common is not None:
        return common
    if code.endswith("ParameterMissing"):
        return QueryError(f"查询缺少参数：{line(message)}")
    return QueryError(f"查询语句有误：{line(message)}")


def writing_fault(code: str, message: str, *, uri: str) -> InnographError:
    """What went wrong with writing, from the engine's code and message."""
    return _common_fault(code, message, uri=uri) or StoreError(f"写入图数据库失败，已全部撤回：{line(message)}")


def line(message: str) -> str:
    """The engine's message as one line, without the statement that it repeats below.

    >>> line("Invalid input 'RETRUN' (line 1, column 11 (offset: 10))\\n\\"MATCH (n) RETRUN n\\"\\n           ^")
    "Invalid input 'RETRUN' (line 1, column 11 (offset: 10))"
    """
    kept = [part.strip() for part in message.strip().splitlines()]
    for number, part in enumerate(kept):
        if part.startswith('"') and number and kept[-1].strip("^ ") == "":
            kept = kept[:number]
            break
    return " ".join(part for part in kept if part)[:500]


def _common_fault(code: str, message: str, *, uri: str) -> InnographError | None:
    if code in _STRANGER:
        return refused_entry(uri)
    if code.endswith("DatabaseNotFound"):
        return StoreError(f"没有这个数据库：{line(message)}；请检查 NEO4J_DATABASE")
    if code.startswith("Neo.TransientError"):
        return StoreError(f"图数据库正忙：{line(message)}；请稍后重试")
    return None
