"""Any record to plain JSON and back, driven by its type hints."""

import collections.abc
import dataclasses
import functools
import math
import types
import typing
from typing import Any, TypeVar

Record = TypeVar("Record")


def encode(value: Any) -> Any:
    """Plain JSON values of a record: dicts, lists, text, numbers, None.

    A float that is not finite becomes the text "nan", "inf" or "-inf", since
    JSON has no such numbers.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {f.name: encode(getattr(value, f.name)) for f in fields}
    if isinstance(value, collections.abc.Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(float(value))
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if hasattr(value, "item"):  # a NumPy scalar
        return encode(value.item())
    raise TypeError(f"{type(value).__name__} is not JSON: {value!r}")


def decode(kind: type[Record], value: Any) -> Record:
    """The record of type `kind` that `encode` turned into `value`.

    Unknown keys are ignored and missing ones take their default, so that a
    study stored by an older version still opens.

    Raises
    ------
    TypeError
        If a required key is missing.
    """
    return typing.cast(Record, _decode(kind, value))


@functools.lru_cache(maxsize=256)
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _decode(kind: Any, value: Any) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        hints = _hints(typing.cast(type, kind))
        names = (f.name for f in dataclasses.fields(kind))
        return typing.cast(type, kind)(
            **{n: _decode(hints[n], value[n]) for n in names if n in value}
        )
    if origin in (typing.Union, types.UnionType):
        if value is None:
            return None
        return _decode(next(a for a in arguments if a is not type(None)), value)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(_decode(arguments[0], item) for item in value)
        return tuple(_decode(a, item) for a, item in zip(arguments, value, strict=True))
    if origin in (collections.abc.Mapping, dict):
        return {key: _decode(arguments[1], item) for key, item in value.items()}
    if kind is float and value is not None:
        return float(value)
    return value
