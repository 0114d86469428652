"""The neuron, its activations and layers against numbers worked out by hand."""

import doctest
import math

import numpy as np
import pytest

from dlcompare import primer
from dlcompare.errors import DlcompareError


def test_examples_in_docstrings_hold():
    assert 0 == doctest.testmod(primer).failed


def test_neuron_gives_the_number_of_the_document():
    made = primer.neuron((0.5, 0.3, 0.2), (0.4, 0.6, 0.8), 0.1)

    assert made.products == pytest.approx((0.2, 0.18, 0.16))
    assert made.z == pytest.approx(0.64)
    assert "0.6548" == f"{made.output:.4f}"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sigmoid", 1 / (1 + math.e**2)),
        ("relu", 0.0),
        ("linear", -2.0),
        ("tanh", (math.e**-2 - math.e**2) / (math.e**-2 + math.e**2)),
    ],
)
def test_activation_of_minus_two(name, expected):
    activation = primer.ACTIVATIONS[name]

    made = primer.neuron((1.0, 2.0), (2.0, -2.5), 1.0, activation=activation)

    assert -2.0 == made.z
    assert made.output == pytest.approx(expected)


@pytest.mark.parametrize(
    "activation", primer.ACTIVATIONS.values(), ids=lambda a: a.name
)
def test_no_activation_overflows(activation):
    given = activation.apply([-1e6, 0.0, 1e6])

    assert np.isfinite(given).all()
    assert (np.diff(given) >= 0).all()


def test_softmax_adds_up_to_one_and_ignores_what_all_scores_share():
    rows = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])

    given = primer.softmax(rows)

    assert given.sum(axis=1) == pytest.approx([1, 1])
    assert given[1] == pytest.approx([1 / 3] * 3)
    assert given == pytest.approx(primer.softmax(rows + 50))


def test_softmax_of_two_classes_is_the_sigmoid_of_the_difference():
    assert primer.softmax([1.7, 0.4])[0] == pytest.approx(float(primer.sigmoid(1.3)))


def test_forward_pass_by_hand():
    hidden = primer.Layer(np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, 0.0]))
    output = primer.Layer(np.array([[2.0], [3.0]]), np.array([-1.0]), primer.LINEAR)

    given = primer.forward([[1.0, 1.0], [2.0, 0.0]], (hidden, output))

    assert [[1.0, 1.0], [2.0, 0.0]] == given[0].tolist()
    assert [[3.5, 0.0], [2.5, 0.0]] == given[1].tolist()
    assert [[6.0], [4.0]] == given[2].tolist()


def test_parameters_of_the_network_of_the_document():
    expected = (784 * 128 + 128, 128 * 64 + 64, 64 * 10 + 10)

    assert expected == primer.n_parameters((784, 128, 64, 10))


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (lambda: primer.neuron((1.0,), (1.0, 2.0), 0.0), "1 inputs and 2 weights"),
        (lambda: primer.Layer(np.ones((2, 3)), np.ones(2)), r"shape \(2,\)"),
        (
            lambda: primer.forward(
                [[1.0]], [primer.Layer(np.ones((2, 1)), np.ones(1))]
            ),
            "takes 2 inputs and gets 1",
        ),
    ],
    ids=["weights", "biases", "inputs"],
)
def test_what_does_not_fit_is_refused(build, said):
    with pytest.raises(DlcompareError, match=said):
        build()
