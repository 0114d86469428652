"""The difference that is too small to matter, for each metric, and why.

Half widths of the region of practical equivalence (ROPE). The user may set
another; these are what an honest default can be defended with.
"""

from dlcompare import words

# One percentage point is the default of Benavoli et al. (2017), JMLR 18, and about
# two standard deviations of what another seed changes in a network's accuracy
# (0.52 points, median over tables, from the TALENT results of Ye et al., 2024).
POINTS_LARGEST = 0.01
POINTS_SMALLEST = 0.002  # below this, seeds decide even where errors are few
POINTS_OF_ERROR = 0.10  # share of the better model's error: 0.98 against 0.981
AUC = 0.005
AUC_FEW_ROWS = 0.01  # an AUC on few rows is itself less certain
FEW_ROWS = 2_000  # rows
AVERAGE_PRECISION = 0.01  # as accuracy at its widest; noisier than AUC
R2 = 0.01
# Another seed changes the RMSE of a network by 1.9%, of boosting by 1.2% (median
# over tables, same results).
RELATIVE = 0.02  # share of the classical champion's loss or error

LIKE_ACCURACY = ("accuracy", "balanced_accuracy", "f1_macro")
LIKE_ERROR = ("log_loss", "rmse", "mae")
FIXED = {"average_precision": AVERAGE_PRECISION, "r2": R2}


def default_rope(
    metric: str, *, n_rows: int, classical: float | None, deep: float | None
) -> tuple[float, str]:
    """The default limit of a metric and the reason for it, as a sentence.

    Parameters
    ----------
    metric : str
        Name of a metric.
    n_rows : int
        Rows of the study.
    classical, deep : float or None
        Scores of the two champions so far; None: there is none.

    Returns
    -------
    rope : float
        In units of the metric; 0 for a relative limit while nothing is finished.
    reason : str

    Examples
    --------
    >>> default_rope("accuracy", n_rows=500, classical=0.95, deep=0.94)[0]
    0.005
    """
    if metric in LIKE_ACCURACY:
        return _of_points(
            max((s for s in (classical, deep) if s is not None), default=0)
        )
    if metric in LIKE_ERROR:
        return _of_error(classical, deep)
    if metric == "roc_auc":
        rope = AUC_FEW_ROWS if n_rows < FEW_ROWS else AUC
        side = "under" if n_rows < FEW_ROWS else "at least"
        return rope, (
            f"A difference in ROC AUC below {words.score(rope)} is too small to"
            f" matter for most uses with {side} {words.count(FEW_ROWS)} rows."
        )
    rope = FIXED[metric]
    return rope, (
        f"A difference below {words.score(rope)} is too small to matter for most uses."
    )


def _of_points(best: float) -> tuple[float, str]:
    error = 1 - best
    rope = round(min(POINTS_LARGEST, max(POINTS_SMALLEST, POINTS_OF_ERROR * error)), 12)
    if rope == POINTS_LARGEST:
        return rope, (
            "One percentage point: about twice what another seed changes in a network."
        )
    if rope == POINTS_SMALLEST:
        return rope, (
            f"Errors are rare here ({words.score(error)}), so"
            f" {POINTS_SMALLEST:.1%} is the smallest difference that counts."
        )
    return rope, (
        f"A tenth of the better model's error ({words.score(error)}), since errors"
        " are rare here."
    )


def _of_error(classical: float | None, deep: float | None) -> tuple[float, str]:
    reference = deep if classical is None else classical
    if reference is None:
        return 0.0, "The limit is known once a model has finished a fold."
    family = "deep" if classical is None else "classical"
    return RELATIVE * abs(reference), (
        f"{RELATIVE:.0%} of {words.score(reference)}, the score of the best {family}"
        " model: about what another seed changes in a network."
    )
