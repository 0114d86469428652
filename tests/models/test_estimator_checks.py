"""scikit-learn's own checks of an estimator, on the wrapper of all networks."""

import pytest
from sklearn.utils.estimator_checks import parametrize_with_checks

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


@parametrize_with_checks(
    [wrapped("binary"), wrapped("regression")],
    expected_failed_checks=lambda estimator: EXCEPTIONS,
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_wrapper_passes_the_check(estimator, check):
    check(estimator)
