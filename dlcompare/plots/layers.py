"""The layers of a network as a table."""

from collections.abc import Sequence

import pandas as pd

from dlcompare import primer
from dlcompare.words import count


def layer_table(widths: Sequence[int], activations: Sequence[str]) -> pd.DataFrame:
    """Every dense layer: what goes in, what comes out, what it has to learn.

    Parameters
    ----------
    widths : sequence of n_layers + 1 int
        Inputs, then the units of every layer.
    activations : sequence of n_layers str
    """
    learned = primer.n_parameters(widths)
    rows = [
        (str(i), count(widths[i - 1]), count(widths[i]), activation, count(n))
        for i, (activation, n) in enumerate(
            zip(activations, learned, strict=True), start=1
        )
    ]
    rows.append(("all", "", "", "", count(sum(learned))))
    columns = ["Layer", "Inputs", "Neurons", "Activation", "Weights and biases"]
    return pd.DataFrame(rows, columns=columns)


def activation_table() -> pd.DataFrame:
    """Every activation: its formula (Markdown), what it does, where it is used."""
    return pd.DataFrame(
        [
            (a.label, f"${a.formula}$", a.does, a.used)
            for a in primer.ACTIVATIONS.values()
        ],
        columns=["Activation", "Formula", "What it does", "Where it is used"],
    )
