"""Seeds: stable over processes, different for different fits."""

import subprocess
import sys

from dlcompare.training.seeds import derive


def test_seed_is_the_same_in_another_process():
    code = "from dlcompare.training.seeds import derive; print(derive(7, 'mlp', 0, 3))"

    other = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "123", "PYTHONPATH": "."},
    )

    assert derive(7, "mlp", 0, 3) == int(other.stdout)


def test_every_fit_and_every_study_has_its_own_seed():
    seeds = [
        derive(study, model, repeat, fold)
        for study in (-1, 0, 1)
        for model in ("mlp", "linear")
        for repeat in range(3)
        for fold in range(-1, 5)
    ]

    assert len(set(seeds)) == len(seeds)
    assert all(0 <= seed < 2**31 for seed in seeds)


def test_order_of_parts_matters():
    assert derive(0, "a", 1, 2) != derive(0, "a", 2, 1)
