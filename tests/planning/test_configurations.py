"""Settings to try: the default first, then the grid in an order of its own."""

from dataclasses import replace

import pytest

from dlcompare.models import MODELS, ModelSpec
from dlcompare.models.spec import ALL_TASKS
from dlcompare.planning.configurations import configurations

FAKE = ModelSpec(
    name="fake",
    label="Fake",
    family="classical",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=lambda context, params: None,
    seconds=lambda size: 1.0,
    priority=1,
    source="tests",
    defaults={"depth": 6, "rate": 0.1, "sizes": (1, 2)},
    space={"depth": (4, 6, 8), "rate": (0.05, 0.1)},
)


def test_the_default_comes_first_and_a_small_space_is_tried_whole():
    found = configurations(FAKE, 99, seed=0)

    assert {"depth": 6, "rate": 0.1, "sizes": [1, 2]} == found[0]
    grid = {(depth, rate) for depth in (4, 6, 8) for rate in (0.05, 0.1)}
    assert 6 == len(found)
    assert grid == {(entry["depth"], entry["rate"]) for entry in found}


def test_a_default_outside_the_grid_does_not_count_as_an_entry():
    found = configurations(replace(FAKE, space={"depth": (4, 8)}), 99, seed=0)

    assert [6, {4, 8}] == [found[0]["depth"], {entry["depth"] for entry in found[1:]}]


@pytest.mark.parametrize("n", range(1, 6))
def test_fewer_settings_are_the_first_of_more(n):
    assert configurations(FAKE, 6, seed=3)[:n] == configurations(FAKE, n, seed=3)


def test_the_order_depends_on_the_seed_and_on_the_name():
    wide = replace(FAKE, space={"depth": tuple(range(1_000))})

    first = configurations(wide, 9, seed=0)

    assert first == configurations(wide, 9, seed=0)
    assert first != configurations(wide, 9, seed=1)
    assert first != configurations(replace(wide, name="other"), 9, seed=0)


def test_without_a_space_there_is_the_default_alone():
    assert 1 == len(configurations(replace(FAKE, space={}), 6, seed=0))


@pytest.mark.parametrize("spec", MODELS, ids=lambda spec: spec.name)
def test_every_space_varies_settings_that_the_model_has(spec):
    assert set(spec.space) <= set(spec.defaults)
    assert all(len(values) > 1 for values in spec.space.values())
