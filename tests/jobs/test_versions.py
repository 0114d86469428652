import pytest

from dlcompare import conclusion
from dlcompare.errors import UnsuitableCluster
from dlcompare.jobs import versions

HERE = {"python": "3.11.2", "numpy": "2.4.6", "tensorflow-cpu": "2.21.0"}


def test_libraries_that_decide_the_numbers_are_compared():
    here = versions.here()

    assert conclusion.versions().items() <= here.items()
    assert {"python", "dlcompare", "pandas", "distributed"} <= set(here)


@pytest.mark.parametrize(
    "there",
    [
        HERE,
        HERE | {"python": "3.11.14"},
        {"python": "3.11.2", "numpy": "2.4.6", "tensorflow": "2.21.0"},
    ],
    ids=["same", "patch of Python", "TensorFlow for a GPU"],
)
def test_equal_machines_are_accepted(there):
    versions.refuse_others(HERE, {"tcp://worker:1": there})


@pytest.mark.parametrize(
    ("there", "said"),
    [
        (
            HERE | {"numpy": "2.5.0"},
            "numpy differ: 2.4.6 here, 2.5.0 on tcp://worker:1",
        ),
        (HERE | {"python": "3.12.2"}, "python differ: 3.11 here, 3.12 on"),
        ({"python": "3.12.2"}, "python differ"),
        ({"python": "3.11.2", "numpy": "2.4.6"}, "2.21.0 here, not installed on"),
        (HERE | {"keras": "3.15.1"}, "keras differ: not installed here"),
        (ModuleNotFoundError("No module named 'dlcompare'"), "No module named"),
    ],
    ids=["library", "Python", "Python first", "missing there", "missing here", "error"],
)
def test_the_first_difference_is_named(there, said):
    with pytest.raises(UnsuitableCluster, match=said) as raised:
        versions.refuse_others(HERE, {"scheduler": HERE, "tcp://worker:1": there})

    assert "the same requirements.txt" in raised.value.fix.replace(
        "same Python and the same", "same"
    )
