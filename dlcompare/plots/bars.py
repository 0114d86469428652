"""The two pieces of plain HTML: the verdict bar and the rows of progress.

Made for `st.html`, which removes SVG: div, span and CSS only; no script. All text
of the user is escaped.
"""

from collections.abc import Iterable, Mapping, Sequence

from dlcompare import words
from dlcompare.plots import drawing, scale, theme
from dlcompare.records import (
    TEST_FOLD,
    Candidate,
    Comparison,
    FoldResult,
    FoldTask,
    Plan,
    Standing,
    Verdict,
)

SQUARE_PX = 11
SMALL_SQUARE_PX = 7
MANY_FOLDS = 15  # above this the squares are small


def verdict_bar_html(verdict: Verdict, comparison: Comparison) -> str:
    """Classical, no useful difference, deep as parts of one bar.

    Returns "" where there are no three probabilities: in a prior, without a pair
    of champions, or without signal. Made for `st.html`: div, span and CSS only.
    """
    numbers = (verdict.p_classical, verdict.p_equivalent, verdict.p_deep)
    known = [p for p in numbers if drawing.is_number(p)]
    if len(known) < 3 or verdict.choice == "no_signal":
        return ""
    classical = scale.standing(comparison, comparison.best_classical)
    deep = scale.standing(comparison, comparison.best_deep)
    names = (
        f"{theme.shorten(classical.label if classical else 'Classical')} better",
        "no useful difference",
        f"{words.within(theme.shorten(deep.label if deep else 'Deep'))} better",
    )
    said = "; ".join(
        f"{n}: {words.percent(p)}" for n, p in zip(names, known, strict=True)
    )
    stripes = (
        f"repeating-linear-gradient(135deg,{theme.adaptive(theme.HATCH)} 0 8px,"
        f"{theme.adaptive(theme.HATCH_GROUND)} 8px 16px)"
    )
    fills = (theme.FAMILIES["classical"].mark, stripes, theme.FAMILIES["deep"].mark)
    bar = "".join(
        f'<div style="flex:{max(p, 0.0):.6f} 1 0;min-width:3px;'
        f'background:{fill}"></div>'
        for p, fill in zip(known, fills, strict=True)
    )
    marks = (theme.glyph("classical") + " ", "", " " + theme.glyph("deep"))
    texts = (
        f"{marks[0]}{_escape(names[0])}",
        _escape(names[1]),
        f"{_escape(names[2])}{marks[2]}",
    )
    labels = "".join(
        f'<div style="flex:1 1 0;text-align:{side}"><div>{text}</div>'
        '<div style="font-weight:600;font-size:1.0625rem">'
        f"{words.percent(p)}</div></div>"
        for side, text, p in zip(("left", "center", "right"), texts, known, strict=True)
    )
    return (
        f'<div role="img" aria-label="{_escape(said)}"'
        f' style="color:{theme.adaptive(theme.INK)};font-size:0.9375rem;'
        'line-height:1.5">'
        '<div style="display:flex;gap:2px;height:40px;border-radius:4px;'
        f'overflow:hidden">{bar}</div>'
        f'<div style="display:flex;gap:12px;margin-top:4px">{labels}</div></div>'
    )


def progress_rows_html(
    plan: Plan,
    folds: Sequence[FoldResult],
    running: frozenset[FoldTask],
    metric: str,
    standings: Sequence[Standing] = (),
) -> str:
    """A row per candidate: a square per fold, the score so far, the pace.

    Parameters
    ----------
    plan : Plan
    folds : sequence of FoldResult
        What is stored so far, failed folds included.
    running : frozenset of FoldTask
    metric : str
        Name of the metric whose mean is shown.
    standings : sequence of Standing, optional
        Of the comparison so far; where given, scores carry their interval.
    """
    by_model: dict[str, dict[FoldTask, FoldResult]] = {}
    for one in folds:
        by_model.setdefault(one.model, {})[one.task] = one
    known = {s.model: s for s in standings}
    rows = "".join(
        _row(
            candidate,
            plan,
            by_model.get(candidate.model, {}),
            running,
            _score(
                by_model.get(candidate.model, {}), metric, known.get(candidate.model)
            ),
        )
        for candidate in plan.candidates
    )
    return (
        f'<div style="color:{theme.adaptive(theme.INK)};font-size:0.9375rem;'
        f'font-variant-numeric:tabular-nums">{rows}</div>'
    )


def _row(
    candidate: Candidate,
    plan: Plan,
    done: Mapping[FoldTask, FoldResult],
    running: frozenset[FoldTask],
    score: str,
) -> str:
    tasks = [
        FoldTask(candidate.model, repeat, fold)
        for repeat in range(plan.scheme.repeats)
        for fold in range(plan.scheme.k)
    ]
    refit = FoldTask(candidate.model, 0, TEST_FOLD)  # of a champion, after all folds
    if refit in done or refit in running:
        tasks.append(refit)
    states = [_state(t, done, running) for t in tasks]
    side = SQUARE_PX if len(tasks) <= MANY_FOLDS else SMALL_SQUARE_PX
    squares = "".join(
        _square(candidate.family, state, side, is_apart=task.fold == TEST_FOLD)
        for task, state in zip(tasks, states, strict=True)
    )
    said = ", ".join(
        f"{states.count(s)} {s}"
        for s in ("done", "running", "failed", "to do")
        if states.count(s)
    )
    name = (
        f"{theme.glyph(candidate.family)}&nbsp;"
        f'<span title="{_escape(candidate.label)}">'
        f"{_escape(theme.shorten(candidate.label, 24))}</span>"
    )
    edge = theme.adaptive(theme.BORDER)
    return (
        '<div style="display:flex;flex-wrap:wrap;align-items:center;gap:2px 16px;'
        f'padding:7px 0;border-bottom:1px solid {edge}">'
        f'<div style="flex:0 0 180px">{name}</div>'
        f'<div role="img" aria-label="{_escape(f"folds: {said}")}"'
        ' style="flex:1 1 130px;display:flex;flex-wrap:wrap;gap:2px">'
        f"{squares}</div>"
        f'<div style="flex:0 0 195px">{score}</div>'
        '<div style="flex:0 0 105px;text-align:right;'
        f'color:{theme.adaptive(theme.MUTED)}">{_pace(done, states)}</div></div>'
    )


def _state(
    task: FoldTask, done: Mapping[FoldTask, FoldResult], running: frozenset[FoldTask]
) -> str:
    if task in done:
        return "failed" if done[task].failure else "done"
    return "running" if task in running else "to do"


def _square(family: str, state: str, side: int, *, is_apart: bool) -> str:
    mark = theme.FAMILIES[family].mark
    box = (
        f"display:inline-block;box-sizing:border-box;width:{side}px;"
        f"height:{side + 1}px;border-radius:2px;"
    )
    if is_apart:
        box += "margin-left:8px;"
    if state == "failed":
        stop = theme.adaptive(theme.STOP)
        return (
            f'<span style="{box}color:{stop};font-size:{side + 4}px;'
            f'line-height:{side}px;font-weight:700">×</span>'
        )
    look = {
        "done": f"background:{mark}",
        "running": f"background:{theme.faint(mark, 0.35)};border:1px solid {mark}",
        "to do": f"border:1px solid {theme.adaptive(theme.HATCH)}",
    }[state]
    return f'<span style="{box}{look}"></span>'


def _score(
    done: Mapping[FoldTask, FoldResult], metric: str, standing: Standing | None
) -> str:
    values = [
        r.scores[metric]
        for r in done.values()
        if not r.failure and r.fold != TEST_FOLD and metric in r.scores
    ]
    finite = [v for v in values if drawing.is_number(v)]
    if not finite:
        return _gray("no fold finished yet")
    if standing is not None and standing.low is not None and standing.high is not None:
        text = words.interval(standing.score, standing.low, standing.high)
        number, _, rest = text.partition(" ")
        return f"{number} {_gray(rest)}"
    number = words.score(sum(finite) / len(finite))
    folds = words.count(len(finite), "fold")
    return f"{number} {_gray(f'({folds}, no interval)')}"


def _pace(done: Mapping[FoldTask, FoldResult], states: Sequence[str]) -> str:
    failed = states.count("failed")
    if failed:
        return f"{failed} of {len(states)} failed"
    if "running" not in states and "to do" not in states:
        return "finished"
    spent = [r.fit_seconds + r.predict_seconds for r in done.values() if not r.failure]
    return f"{words.duration(_median(spent))} per fold" if spent else ""


def _median(values: Iterable[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def _gray(text: str) -> str:
    return f'<span style="color:{theme.adaptive(theme.MUTED)}">{_escape(text)}</span>'


def _escape(text: str) -> str:
    return theme.plain(text).replace('"', "&quot;")
