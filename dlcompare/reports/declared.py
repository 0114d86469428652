"""What the user declared, and where nothing was said, what was taken instead."""

from collections.abc import Callable

from markupsafe import Markup

from dlcompare import answers, metrics
from dlcompare.records import Priorities, Report
from dlcompare.words import listed

Show = Callable[..., Markup]  # of `html`: a number and where in the JSON it stands

WISHES = {
    "interpretability": "a model that can be read",
    "limited_compute": "little computing",
    "top_accuracy": "top accuracy",
    "small_team": "little to look after",
}
LIMITS = {
    "max_row_ms": "at most {} ms for one row",
    "max_size_mb": "at most {} MB of model",
    "max_train_seconds": "at most {} s for one training",
}


def declared(report: Report, show: Show) -> list[tuple[str, str]]:
    """Every choice of the user as a name and a value.

    Parameters
    ----------
    report : Report
    show : callable
        Gives a number with its path in the JSON.

    Returns
    -------
    list of (str, str)
    """
    setup = report.setup
    metric = metrics.find(report.metric).label
    said = answers.said(setup)
    return [
        ("Target", report.profile.target),
        ("Task", f"{report.profile.task}{'' if setup.task else ', as inferred'}"),
        ("Metric", metric if setup.metric else f"{metric}, the usual one"),
        ("Too small to matter", show("score", "comparison.rope")),
        ("Budget for each family", show("duration", "setup.budget.seconds")),
        ("Models", listed(setup.models, limit=30) or "whatever suits the data"),
        ("Priorities", wished(setup.priorities) or "none"),
        ("Rows are divided", answers.divided(setup)),
        ("Answers to checks", " ".join(said) or "none was given"),
        ("Test file", setup.test_upload.name if setup.test_upload else "none"),
        ("Closer look", "asked for" if setup.closer_look else "switched off"),
    ]


def wished(priorities: Priorities) -> str:
    """The priorities as words in a row; "" if there are none.

    Examples
    --------
    >>> wished(Priorities(top_accuracy=True, max_row_ms=5.0))
    'top accuracy, at most 5 ms for one row'
    """
    names = [text for field, text in WISHES.items() if getattr(priorities, field)]
    bounds = [
        text.format(f"{limit:g}")
        for field, text in LIMITS.items()
        if (limit := getattr(priorities, field)) is not None
    ]
    return ", ".join([*names, *bounds])
