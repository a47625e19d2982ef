"""Which kinds of files the program takes; rooms fill it in `AppConfig.ready`."""

from salesops.exchange.kinds import ImportKind

_kinds: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    """Make a kind known; two rooms cannot use one code."""
    if _kinds.get(kind.code, kind) is not kind:
        raise ValueError(f"Two import kinds are called {kind.code}.")
    _kinds[kind.code] = kind


def kind_of(code: str) -> ImportKind | None:
    return _kinds.get(code)


def kinds() -> list[ImportKind]:
    """All kinds in the order in which the rooms registered them."""
    return list(_kinds.values())
