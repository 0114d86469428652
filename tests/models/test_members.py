import numpy as np
import pytest

from dlcompare.models.estimators.members import average, groups, joined, weights
from dlcompare.models.recipe import Shape


class Known:
    """A loop that gives set outputs: (members, n_rows, n_heads, n_outputs)."""

    def __init__(self, outputs, *, is_classification=False):
        self.outputs = np.asarray(outputs, dtype=np.float32)
        n_outputs = self.outputs.shape[3]
        self.shape = Shape((1,), 0, n_outputs, is_classification)

    def forward(self, X):
        return self.outputs


@pytest.mark.parametrize(
    ("n_members", "n_rows", "expected"),
    [
        (4, 2_000, [(0, 1, 2, 3)]),
        (4, 2_001, [(0, 1), (2, 3)]),
        (3, 9_000, [(0, 1), (2,)]),
        (1, 9_000, [(0,)]),
    ],
    ids=["small rows share", "two by two", "an odd one", "one"],
)
def test_members_share_loops_by_the_rows_alone(n_members, n_rows, expected):
    assert expected == groups(n_members, n_rows)


def test_values_are_averaged_over_members_heads_and_loops():
    first = Known([[[[1.0], [2.0]]]])  # one member, one row, two heads
    second = Known([[[[3.0], [6.0]]]])

    assert [[3.0]] == average([first, second], np.zeros((1, 1))).tolist()


def test_probabilities_not_logits_are_averaged():
    sure, unsure = [0.0, np.log(9.0)], [0.0, 0.0]
    loop = Known([[[sure]], [[unsure]]], is_classification=True)

    found = average([loop], np.zeros((1, 1)))

    np.testing.assert_allclose(found, [[0.3, 0.7]], rtol=1e-6)


def test_first_member_alone_is_given_where_others_have_seen_the_rows():
    loop = Known([[[[1.0]]], [[[5.0]]]])

    assert [[1.0]] == average([loop], np.zeros((1, 1)), only_first=True).tolist()


def test_weights_have_mean_one_and_nonsense_is_refused():
    np.testing.assert_allclose(weights([1, 3], 2), [0.5, 1.5])
    np.testing.assert_allclose(weights(None, 2), [1, 1])
    for wrong in ([1], [0, 0], [-1, 2]):
        with pytest.raises(ValueError, match="sample_weight"):
            weights(wrong, 2)


def test_packed_weights_stand_one_member_after_another():
    loops = [[np.zeros((2, 3))], [np.ones((1, 3))]]

    assert (3, 3) == joined(loops, is_packed=True)[0].shape
    assert (2, 3) == joined(loops, is_packed=False)[0].shape
