"""Records as small or as nasty as a test wants them, made without any training."""

from dataclasses import replace

import numpy as np

from dlcompare.plots import Learned
from dlcompare.records import (
    Bin,
    Budget,
    Candidate,
    CheckResult,
    Column,
    ColumnProfile,
    Comparison,
    ConfusionMatrix,
    Curve,
    Decision,
    Diagnostics,
    Epoch,
    Estimate,
    Finding,
    FoldResult,
    FoldScheme,
    Ledger,
    LedgerLine,
    LeftOut,
    Mistake,
    NotApplied,
    PairedDifference,
    Plan,
    Profile,
    Reading,
    Report,
    Residuals,
    Setup,
    Standing,
    Together,
    Trait,
    Upload,
    Verdict,
)

NASTY = "<script>alert(1)</script>"
PICTURE = "![](http://x)"
LONG = "a column name that goes on and on, far beyond any margin of any figure"


def standing(model, family, score, *, spread=0.01, n_folds=25, seconds=1.0, **more):
    """One candidate whose folds scatter around its score."""
    rng = np.random.default_rng(len(model))
    folds = tuple(float(v) for v in score + spread * rng.normal(size=n_folds))
    half = spread * 1.3
    settings = {
        "label": model.replace("_", " ").capitalize(),
        "low": score - half if n_folds > 1 else None,
        "high": score + half if n_folds > 1 else None,
        "low50": score - half / 3 if n_folds > 1 else None,
        "high50": score + half / 3 if n_folds > 1 else None,
        "n_folds": n_folds,
        "n_failed": 0,
        "fold_scores": folds,
        "metrics": {"accuracy": Estimate(0.8, 0.78, 0.82)},
        "fit_seconds": seconds,
        "predict_us_per_row": 9.0 * seconds,
        "size_bytes": 900_000.0 * seconds,
    }
    return Standing(model=model, family=family, score=score, **(settings | more))


def failed(model="svm", family="classical", failure="out of memory"):
    """A candidate of which no fold finished."""
    return Standing(
        model=model,
        label=model.upper(),
        family=family,
        score=None,
        low=None,
        high=None,
        low50=None,
        high50=None,
        n_folds=0,
        n_failed=5,
        fold_scores=(),
        metrics={},
        fit_seconds=None,
        predict_us_per_row=None,
        size_bytes=None,
        failure=failure,
    )


STANDINGS = (
    standing("mlp", "deep", 0.871, seconds=84.0, label="Tabular network"),
    standing("boosting", "classical", 0.869, seconds=2.1, label="Gradient boosting"),
    standing("forest", "classical", 0.861, seconds=3.4, label="Random forest"),
    standing("document_mlp", "deep", 0.848, seconds=26, label="Network 128-64"),
    standing("linear", "classical", 0.842, seconds=0.11, label="Linear model"),
    standing("nearest", "classical", 0.806, seconds=0.06, label="Nearest neighbours"),
    standing("dummy", "dummy", 0.5, spread=0.0, seconds=0.001, label="Guessing"),
)


def pair(a, b, *, sign=1, mean=None, rope=0.01, scale=0.005):
    """Paired difference of two standings, fold by fold."""
    d = sign * (np.array(a.fold_scores) - np.array(b.fold_scores))
    centre = float(d.mean()) if mean is None else mean
    return PairedDifference(
        a=a.model,
        b=b.model,
        differences=tuple(float(v) for v in d),
        mean=centre,
        scale=scale,
        degrees=max(1, len(d) - 1),
        low=centre - 2.06 * scale,
        high=centre + 2.06 * scale,
        rope=rope,
        p_a=0.06,
        p_equivalent=0.93,
        p_b=0.01,
    )


def comparison(standings=STANDINGS, **more):
    """Standings compared; the champions are the first of each family."""
    alive = [s for s in standings if s.score is not None]
    best = {
        f: next((s for s in alive if s.family == f), None)
        for f in ("classical", "deep")
    }
    deep, classical = best["deep"], best["classical"]
    both = deep and classical and len(deep.fold_scores) > 1
    settings = {
        "metric": "roc_auc",
        "rope": 0.01,
        "rope_reason": "One in a hundred pairs ranked otherwise.",
        "standings": tuple(standings),
        "best_classical": classical.model if classical else "",
        "best_deep": deep.model if deep else "",
        "pair": pair(deep, classical) if both else None,
        "p_signal": 0.99,
        "n_folds": 25,
        "n_folds_planned": 25,
        "n_rows": 4312,
    }
    return Comparison(**(settings | more))


def together(**more):
    """Boosting and the network averaged."""
    settings = {
        "classical": "boosting",
        "deep": "mlp",
        "score": Estimate(0.876, 0.863, 0.889),
        "fold_scores": (0.87, 0.88, 0.875, 0.879, 0.876),
        "over_classical": Estimate(0.007, 0.002, 0.012),
        "over_deep": Estimate(0.005, 0.001, 0.009),
        "half": Estimate(0.876, 0.872, 0.880),
    }
    return Together(**(settings | more))


def many(n):
    """A comparison of `n` candidates, families taking turns, and the dummy."""
    rows = [
        standing(f"model_{i:02}", ("classical", "deep")[i % 2], 0.9 - 0.004 * i)
        for i in range(n)
    ]
    return comparison((*rows, STANDINGS[-1]))


def number_column(name="tenure_months", classes=("no", "yes"), *, association=0.56):
    """A numeric column of twelve ranges, split by class."""
    counts = [30, 60, 90, 80, 60, 40, 30, 20, 10, 6, 3, 1]
    bins = tuple(
        Bin(
            count=c,
            low=6.0 * i,
            high=6.0 * (i + 1),
            counts_by_class={
                k: c // len(classes) + (3 * j * (i % 4)) for j, k in enumerate(classes)
            },
            target_mean=20.0 + 3 * i,
        )
        for i, c in enumerate(counts)
    )
    return ColumnProfile(
        name=name,
        kind="number",
        missing_share=0.031,
        n_unique=72,
        bins=bins,
        association=association,
        association_low=association - 0.05,
        association_high=association + 0.04,
        association_kind="2 AUC - 1",
    )


def category_column(
    name="contract", values=("monthly", "yearly", "two years"), classes=("no", "yes")
):
    """A column of categories, split by class."""
    bins = tuple(
        Bin(
            count=500 - 60 * i,
            label=v,
            counts_by_class={k: 250 - 30 * i - 20 * j for j, k in enumerate(classes)},
            target_mean=10.0 * i,
        )
        for i, v in enumerate(values)
    )
    return ColumnProfile(
        name=name,
        kind="category",
        missing_share=0.0,
        n_unique=len(values),
        bins=bins,
        association=0.3,
        association_low=0.27,
        association_high=0.33,
        association_kind="Cramér's V",
    )


def profile(**more):
    """A two-class table."""
    columns = (
        number_column(),
        category_column(),
        number_column("age", association=0.08),
        ColumnProfile("constant", "category", 0.5, 1, ()),
    )
    settings = {
        "modality": "tabular",
        "task": "binary",
        "target": "churned",
        "n_rows": 4312,
        "n_features": len(columns),
        "n_classes": 2,
        "traits": (Trait("minority_share", 0.24, "share", "share of the rarer class"),),
        "columns": columns,
        "target_bins": (Bin(3277, "no"), Bin(1035, "yes")),
    }
    return Profile(**(settings | more))


def classes(n):
    """A profile of `n` classes, the first the largest."""
    return profile(
        task="multiclass",
        n_classes=n,
        target_bins=tuple(Bin(500 - 10 * i, f"class {i}") for i in range(n)),
    )


def diagnostics(n_classes=2):
    """Curves, confusion and mistakes of both champions."""
    x = np.linspace(0, 1, 101)
    sides = (
        ("boosting", "Gradient boosting", "classical", 0.25),
        ("mlp", "Tabular network", "deep", 0.23),
    )
    names = tuple(f"class {i}" for i in range(n_classes))
    matrix = np.full((n_classes, n_classes), 3) + 40 * np.eye(n_classes, dtype=int)
    curves = tuple(
        Curve(m, label, f, tuple(map(float, x)), tuple(map(float, x**p)))
        for m, label, f, p in sides
    )
    recall = tuple(
        Curve(
            m,
            label,
            f,
            tuple(map(float, x)),
            tuple(map(float, 1 - (0.76 * x ** (0.6 / p)))),
        )
        for m, label, f, p in sides
    )
    return Diagnostics(
        roc=curves,
        precision_recall=recall,
        confusion=tuple(
            ConfusionMatrix(
                m, label, f, names, tuple(tuple(map(int, r)) for r in matrix)
            )
            for m, label, f, _ in sides
        ),
        n_both_right=80,
        n_both_wrong=5,
        n_only_classical_right=7,
        n_only_deep_right=8,
        only_deep_wrong=(
            Mistake(3, "", names[0], {"boosting": names[0], "mlp": names[-1]}),
        ),
    )


def number_diagnostics():
    """Predicted against true values of both champions."""
    rng = np.random.default_rng(0)
    true = rng.normal(200, 50, 300)
    return Diagnostics(
        residuals=tuple(
            Residuals(
                m,
                label,
                f,
                tuple(map(float, true)),
                tuple(map(float, true + rng.normal(0, s, 300))),
            )
            for m, label, f, s in (
                ("boosting", "Gradient boosting", "classical", 15),
                ("mlp", "Tabular network", "deep", 18),
            )
        )
    )


def epochs(n=60):
    """A network that learns and then learns by heart."""
    return tuple(
        Epoch(e, 0.3 + 0.4 * 0.93**e, 0.42 + 0.3 * 0.9**e + 0.001 * e)
        for e in range(1, n + 1)
    )


def panels(n=3, *, n_folds=1):
    """Trainings of `n` networks, each shorter than the one before."""
    return {
        f"Network {i + 1}": tuple(
            Learned(f"fold {k + 1}", epochs(60 - 10 * i), 30) for k in range(n_folds)
        )
        for i in range(n)
    }


def ledger(**more):
    """What both families used of three minutes."""
    settings = {
        "budget_seconds": 180.0,
        "lines": (
            LedgerLine("classical", 3, 12, 15, 15, 60, 150.0, 141.0),
            LedgerLine(
                "deep", 2, 12, 9, 10, 40, 170.0, 176.0, ("The SVM was left out.",)
            ),
        ),
        "notes": ("Each fit learns from at most 50,000 rows.",),
    }
    return Ledger(**(settings | more))


def verdict(**more):
    """No useful difference, with rules for, against and silent."""
    settings = {
        "choice": "equivalent",
        "title": "No useful difference. Take gradient boosting.",
        "sentence": "The network scored 0.871, gradient boosting 0.869.",
        "is_prior": False,
        "p_deep": 0.06,
        "p_equivalent": 0.93,
        "p_classical": 0.01,
        "recommended": "boosting",
        "cheaper": "boosting",
        "findings": (
            Finding(
                "DL006",
                "Fewer than 10,000 samples",
                "classical",
                0.7,
                "4,312 rows.",
                "no useful difference",
                "not confirmed",
                "The document",
            ),
            Finding(
                "DL005",
                "Tabular data",
                "classical",
                0.5,
                "A table of 17 columns.",
                "no useful difference",
                "not confirmed",
                "The document",
            ),
            Finding(
                "DL008",
                "Limited compute",
                "classical",
                0.4,
                "2.1 s against 84 s.",
                "40 times faster",
                "confirmed",
                "The document",
            ),
            Finding(
                "DL004",
                "State-of-the-art performance needed",
                "deep",
                0.3,
                "Top accuracy matters to you.",
                "",
                "open",
                "The document",
            ),
        ),
        "not_applicable": (
            NotApplied(
                "DL001",
                "Images, video, audio, text",
                "deep",
                "This is a table.",
                "The document",
            ),
        ),
        "what_would_change": (
            "Ten times more rows. The network gains more from rows.",
        ),
        "together": "Averaging both would score 0.876: better by 0.005.",
        "reference": "With the document's network alone, deep learning lost.",
    }
    return Verdict(**(settings | more))


def plan(**more):
    """Three candidates on five folds."""
    settings = {
        "task": "binary",
        "metric": "roc_auc",
        "candidates": (
            Candidate("dummy", "Guessing", "dummy"),
            Candidate("boosting", "Gradient boosting", "classical", {}, 2.1),
            Candidate("mlp", "Tabular network", "deep", {}, 84.0),
        ),
        "scheme": FoldScheme(5, 1),
        "budget": Budget("standard", 180.0),
        "expected_seconds": 420.0,
        "seconds_by_family": {"classical": 10.5, "deep": 420.0},
        "left_out": (
            LeftOut("svm", "Support vectors", "classical", "Too many rows for it."),
        ),
    }
    return Plan(**(settings | more))


def fold(model, family, fold, score=0.86, **more):
    """One finished fit."""
    settings = {
        "scores": {"roc_auc": score},
        "fit_seconds": 2.0,
        "predict_seconds": 0.1,
    }
    place = {"repeat": 0, "fold": fold}
    return FoldResult(model=model, family=family, **(place | settings | more))


def report(**more):
    """Everything in one record."""
    upload = Upload("churn.csv", "/somewhere/secret/churn.csv", 236_000, "ab" * 32)
    compared = more.get("comparison", comparison())
    settings = {
        "study": "s-1",
        "created": 1_700_000_000.0,
        "name": "churn.csv",
        "seed": 7,
        "metric": compared.metric,
        "setup": Setup(
            upload=upload, target="churned", task="binary", metric="roc_auc", seed=7
        ),
        "reading": Reading(
            modality="tabular",
            n_rows=4312,
            columns=(Column("churned", "boolean", 0, 2),),
            decisions=(Decision("delimiter", ",", "It splits every line alike."),),
            notes=("Three rows had a missing last field.",),
            target="churned",
            target_reason="The last column.",
        ),
        "profile": profile(),
        "checks": (
            CheckResult(
                "DC003",
                "customer_id only identifies rows",
                "note",
                "4,312 different values.",
            ),
            CheckResult("DC001", "No constant column", "passed", ""),
        ),
        "plan": plan(),
        "standings": compared.standings,
        "comparison": compared,
        "verdict": verdict(),
        "prior": verdict(
            is_prior=True, p_deep=None, p_equivalent=None, p_classical=None
        ),
        "folds": (
            fold("boosting", "classical", 0),
            fold(
                "mlp",
                "deep",
                0,
                epochs=epochs(),
                best_epoch=30,
            ),
            fold("mlp", "deep", 1, failure="It ran out of memory.", scores={}),
        ),
        "versions": {"dlcompare": "0.1.0", "python": "3.11.9"},
        "train_seconds": 421.0,
        "peak_memory_bytes": 900_000_000,
        "diagnostics": diagnostics(),
        "together": together(),
        "ledger": ledger(),
    }
    return Report(**(settings | more))


def renamed(one, name):
    """The profile with `name` as target and as the name of its first column."""
    first, *rest = one.columns
    return replace(one, target=name, columns=(replace(first, name=name), *rest))
