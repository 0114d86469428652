"""Every record survives the codec; records refuse what cannot be."""

import dataclasses
import functools
import json
import math
import types
import typing
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlcompare import records
from dlcompare.codec import decode, encode
from dlcompare.errors import InvalidPlan

RECORDS = sorted(
    (
        kind
        for kind in vars(records).values()
        if dataclasses.is_dataclass(kind) and kind is not records.Dataset
    ),
    key=lambda kind: kind.__name__,
)
ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=3))
PLAIN = {
    str: st.text(max_size=4),
    int: st.integers(-(2**53), 2**53),
    float: st.floats(),
    bool: st.booleans(),
    typing.Any: ANYTHING,
}
A_LIMIT = st.none() | st.floats(0, exclude_min=True, allow_infinity=False)
NARROWER = {
    **{
        (records.Priorities, name): A_LIMIT
        for name in ("max_row_ms", "max_size_mb", "max_train_seconds")
    },
    (records.Budget, "seconds"): st.floats(0, exclude_min=True),
    (records.Setup, "sealed_share"): st.just(0.0),  # excludes a test file
    (records.FoldScheme, "k"): st.integers(2, 10),
    (records.FoldScheme, "repeats"): st.integers(1, 10),
}


@functools.cache
def values(kind):
    """Values of a type hint, records of records included."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind in PLAIN:
        return PLAIN[kind]
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        of_field = {n: values(hints[n]) for n in hints}
        narrower = {n: s for (owner, n), s in NARROWER.items() if owner is kind}
        return st.builds(kind, **of_field | narrower)
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if origin in (typing.Union, types.UnionType):
        known = [a for a in arguments if a is not type(None)]
        return st.one_of(st.none(), *map(values, known))
    if origin is tuple and arguments[1:] == (Ellipsis,):
        return st.lists(values(arguments[0]), max_size=1).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, arguments))
    assert origin is Mapping, kind
    return st.dictionaries(st.text(max_size=3), values(arguments[1]), max_size=1)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_record_survives_json(kind):
    @settings(
        max_examples=12,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(values(kind))
    def check(record):
        text = json.dumps(encode(record), allow_nan=False)

        again = decode(kind, json.loads(text))

        assert repr(record) == repr(again)  # as equality, but NaN equals NaN

    check()


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_record_is_frozen(kind):
    assert kind.__dataclass_params__.frozen


@pytest.mark.parametrize(
    ("number", "text"), [(math.nan, "nan"), (math.inf, "inf"), (-math.inf, "-inf")]
)
def test_numbers_that_json_lacks_travel_as_text(number, text):
    encoded = encode(records.Trait("skew", number, "", "Skew"))

    again = decode(records.Trait, encoded).value

    assert text == encoded["value"]
    assert str(number) == str(again)


def test_unknown_keys_are_ignored_and_missing_ones_take_their_default():
    stored = {"low": 0.5, "mean": 1, "from_a_later_version": True}

    assert records.Estimate(1.0, 0.5, None) == decode(records.Estimate, stored)


def test_missing_required_key_is_an_error():
    with pytest.raises(TypeError):
        decode(records.Estimate, {"low": 0.5})


def test_what_json_cannot_hold_is_refused():
    with pytest.raises(TypeError, match="not JSON"):
        encode(records.Candidate("m", "M", "deep", {"grid": {1, 2}}))


@pytest.mark.parametrize("seconds", [0.0, -1.0, math.nan])
def test_budget_without_time_is_refused(seconds):
    with pytest.raises(InvalidPlan, match="no time to train"):
        records.Budget("custom", seconds)


@pytest.mark.parametrize(("k", "repeats"), [(1, 1), (5, 0)])
def test_fold_scheme_that_tests_nothing_is_refused(k, repeats):
    with pytest.raises(InvalidPlan, match="cannot be made"):
        records.FoldScheme(k=k, repeats=repeats)


def test_fold_result_knows_its_task():
    result = records.FoldResult("linear", "classical", 1, 2)

    assert records.FoldTask("linear", 1, 2) == result.task
    assert "linear-1-2" == result.task.key
