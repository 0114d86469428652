"""scikit-learn's own checks of an estimator, on the wrapper of all networks."""

import pytest
from sklearn.utils.estimator_checks import estimator_checks_generator

from dlcompare.models.spec import Context

pytestmark = [pytest.mark.deep, pytest.mark.slow]
EPOCHS, RATE = 40, 1e-2  # enough for the checks that ask for a good fit


def wrapped(task):
    from dlcompare.models.deep.document_mlp import DOCUMENT
    from dlcompare.models.deep.estimator import network

    settings = {"epochs": EPOCHS, "learning_rate": RATE}
    return network(Context(task=task), prepare=None, recipe=DOCUMENT, settings=settings)


ROUNDING = "32-bit products round differently by the number of rows at once"
EXCEPTIONS = {
    "check_methods_sample_order_invariance": ROUNDING,
    "check_methods_subset_invariance": ROUNDING,
    "check_sample_weight_equivalence_on_dense_data": (
        "a row given twice meets other batches than a row of weight 2"
    ),
}


def cases():
    """Every check of both wrappers, named alike in every process that collects."""
    for task in ("binary", "regression"):
        checks = estimator_checks_generator(
            wrapped(task), expected_failed_checks=EXCEPTIONS, mark="xfail"
        )
        for number, case in enumerate(checks):
            is_expected_to_fail = hasattr(case, "marks")
            values = case.values if is_expected_to_fail else case
            marks = case.marks if is_expected_to_fail else ()
            name = values[1].func.__name__
            yield pytest.param(*values, marks=marks, id=f"{task}-{number}-{name}")


@pytest.mark.parametrize(("estimator", "check"), list(cases()))
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_wrapper_passes_the_check(estimator, check):
    check(estimator)
