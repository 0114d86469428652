"""What the report does not tell, as far as the study itself can say."""

from dlcompare import answers, metrics, words
from dlcompare.records import Report


def limits(report: Report) -> list[str]:
    """What its numbers rest on and what they leave open, a sentence or two each.

    Parameters
    ----------
    report : Report

    Returns
    -------
    list of str
    """
    found = (
        _networks(report),
        _settings(report),
        _budget(report),
        _rows(report),
        _sample(report),
        _probabilities(report),
        _failures(report),
        _causes(report),
        "Times are of this machine; on another, or on a GPU, their ratio can differ.",
    )
    return [text for text in found if text]


def _networks(report: Report) -> str:
    labels = [c.label for c in report.plan.candidates if c.family == "deep"]
    if not labels:
        return "No network was in the plan, so nothing is said about deep learning."
    names = words.listed([words.within(label) for label in labels])
    return (
        f"Deep learning means {names}, trained here from the beginning. Networks that"
        " learned from other data before were not tried."
    )


def _settings(report: Report) -> str:
    n = report.plan.n_configurations
    left = len(report.plan.left_out)
    tried = f"Each family tried {words.count(n, 'setting')}. " if n else ""
    gone = (
        f"{words.sentence_start(words.count(left, 'model'))} that this program knows"
        f" {'was' if left == 1 else 'were'} left out; the plan says why."
    )
    return f"{tried}Other settings could do better.{f' {gone}' if left else ''}"


def _budget(report: Report) -> str:
    budget = words.duration(report.plan.budget.seconds)
    cut = any(line.cut for line in report.ledger.lines) if report.ledger else False
    shortened = " Here it cut something short, as the ledger says." if cut else ""
    return (
        f"Each family had {budget}. With more, networks can get further than the"
        f" classical models do.{shortened}"
    )


def _rows(report: Report) -> str:
    noun = "images" if report.profile.modality == "images" else "rows"
    how = answers.divided(report.setup)
    if report.setup.order_by:
        return (
            f"Scores are of {noun} later than those learned from, within the time of"
            f" this file. What comes after it may differ."
        )
    return (
        f"Scores are of {noun} held out {how}. New {noun} are taken to be like these;"
        " if they differ, in time, place or make, scores can be lower."
    )


def _sample(report: Report) -> str:
    n = report.plan.train_rows
    if n is None or n >= report.profile.n_rows:
        return ""
    return (
        f"Every fit learned from at most {words.count(n)} of"
        f" {words.count(report.profile.n_rows, 'row')}; with all of them either family"
        " could score higher."
    )


def _probabilities(report: Report) -> str:
    if report.comparison.pair is None or report.verdict.p_deep is None:
        return ""
    metric = words.within(metrics.find(report.metric).label)
    limit = words.score(report.comparison.rope)
    return (
        f"The probabilities are about {metric} and a difference of {limit}. Another"
        " metric or another limit is another question."
    )


def _failures(report: Report) -> str:
    n = sum(bool(fold.failure) for fold in report.folds)
    if not n:
        return ""
    has = "has" if n == 1 else "have"
    return f"{words.count(n, 'fit')} did not finish and {has} no say in the scores."


def _causes(report: Report) -> str:
    if report.profile.modality != "tabular":
        return ""
    target = report.profile.target
    return f"A column that tells much of '{target}' need not be a cause of it."
