"""What the user answered to the checks: given, taken back, still open, and said.

An answer is a `Remedy`; all answers together are fields of the `Setup`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dlcompare.records import CheckResult, Remedy, Setup
from dlcompare.words import listed

DIVIDERS = ("group_by", "order_by", "fold_by")  # fields that name a column
SHOWN_COLUMNS = 20  # named in a line; the setup has all


def undecided(setup: Setup) -> Setup:
    """The setup with every question open: columns are judged as they came.

    Otherwise a column that was left out could not be asked about again.
    """
    return by_chance(replace(setup, excluded=(), kept=()))


def by_chance(setup: Setup) -> Setup:
    """The setup without any say in how rows are divided.

    Which rows are sealed stays as that say had it: nothing may look at them.
    """
    divided = {name: getattr(setup, name) for name in DIVIDERS if getattr(setup, name)}
    return replace(
        setup,
        group_by="",
        order_by="",
        fold_by="",
        duplicates_together=False,
        sealed_apart={**setup.sealed_apart, **divided} if setup.sealed_share else {},
    )


def about_columns(check: CheckResult) -> bool:
    """Whether a check asks about columns rather than about rows alone."""
    return bool(check.exclude) or any(remedy.columns for remedy in check.remedies)


def joined(
    of_columns: Iterable[CheckResult], of_rows: Iterable[CheckResult]
) -> tuple[CheckResult, ...]:
    """What was found of columns before any answer, and of rows after them.

    Rows are compared, and divisions of them measured, without the columns left out:
    with an identifier no two rows would be equal, and with a column that gives the
    answer every division scores alike. A division by a column that is left out is
    taken from before.
    """
    before, after = tuple(of_columns), tuple(of_rows)
    asked = [check for check in before if about_columns(check)]
    now = {(check.code, check.columns): check for check in after if _divides(check)}
    asked = [now.get((c.code, c.columns), c) if _divides(c) else c for c in asked]
    codes = {check.code for check in asked}
    new = [check for check in now.values() if check not in asked]
    rest = [
        check
        for check in after
        if not about_columns(check)
        and not (check.severity in ("passed", "not_applicable") and check.code in codes)
    ]
    by_column = [check for check in new if about_columns(check)]
    return (*asked, *by_column, *rest)


def _divides(check: CheckResult) -> bool:
    """Whether a check offers to divide the rows by a column."""
    return any(remedy.action in ("group", "order") for remedy in check.remedies)


def remedies(check: CheckResult) -> tuple[Remedy, ...]:
    """The answers a check offers; one that must be decided can always be declined."""
    offered = check.remedies
    if check.exclude and not offered:
        offered = (
            Remedy("exclude", "Leave it out", check.exclude),
            Remedy("keep", "Keep it", check.exclude),
        )
    named = next((r.columns for r in offered if r.columns), check.columns)
    is_declined = any(remedy.action == "keep" for remedy in offered)
    if check.severity == "decide" and named and not is_declined:
        offered = (*offered, Remedy("keep", "Leave it as it is", named))
    return offered


def is_given(setup: Setup, remedy: Remedy) -> bool:
    """Whether the setup says what a remedy would make it say."""
    columns = set(remedy.columns)
    if remedy.action == "exclude":
        return columns <= {*setup.excluded}
    if remedy.action == "keep":
        return columns <= {*setup.kept} - {*setup.excluded}
    if remedy.action == "missing":
        known = setup.options.missing
        return all({*remedy.values} <= {*known.get(name, ())} for name in columns)
    if remedy.action == "together":
        return setup.duplicates_together
    by = setup.group_by if remedy.action == "group" else setup.order_by
    return by in columns


def given(setup: Setup, check: CheckResult) -> Remedy | None:
    """The answer that was given to a check, None while it is open."""
    return next((r for r in remedies(check) if is_given(setup, r)), None)


def open_questions(
    setup: Setup, checks: Iterable[CheckResult]
) -> tuple[CheckResult, ...]:
    """The checks that ask for a decision nobody has taken yet."""
    return tuple(
        check
        for check in checks
        if check.severity == "decide" and remedies(check) and not given(setup, check)
    )


def give(setup: Setup, remedy: Remedy) -> Setup:
    """The setup once a remedy is taken.

    Of groups and time only the last one chosen holds, since rows can be divided by
    one of them.
    """
    columns = remedy.columns
    if remedy.action == "exclude":
        kept = _without(setup.kept, columns)
        return replace(setup, excluded=_joined(setup.excluded, columns), kept=kept)
    if remedy.action == "keep":
        excluded = _without(setup.excluded, columns)
        return replace(setup, excluded=excluded, kept=_joined(setup.kept, columns))
    if remedy.action == "missing":
        return _with_missing(setup, remedy, is_taken=True)
    if remedy.action == "together":
        return replace(setup, duplicates_together=True)
    setup = replace(setup, group_by="", order_by="", fold_by="")
    if remedy.action == "group":
        return replace(setup, group_by=columns[0])
    return replace(setup, order_by=columns[0])


def take_back(setup: Setup, remedy: Remedy, *, was_noted: bool = False) -> Setup:
    """The setup as if a remedy had not been taken.

    Parameters
    ----------
    setup : Setup
    remedy : Remedy
    was_noted : bool
        Whether the columns are left out without being asked; then they are kept.
    """
    columns = remedy.columns
    if remedy.action == "exclude":
        if was_noted:
            return give(setup, Remedy("keep", "", columns))
        return replace(setup, excluded=_without(setup.excluded, columns))
    if remedy.action == "keep":
        return replace(setup, kept=_without(setup.kept, columns))
    if remedy.action == "missing":
        return _with_missing(setup, remedy, is_taken=False)
    if remedy.action == "together":
        return replace(setup, duplicates_together=False)
    if remedy.action == "group":
        return replace(setup, group_by="")
    return replace(setup, order_by="")


def set_aside(setup: Setup, checks: Iterable[CheckResult]) -> Setup:
    """The setup without columns that are noted to help nothing, unless kept."""
    used = {setup.target, setup.group_by, setup.order_by, setup.fold_by, *setup.kept}
    noted = [
        name
        for check in checks
        if check.severity == "note"
        for name in check.exclude
        if name not in used
    ]
    return replace(setup, excluded=_joined(setup.excluded, noted))


def statement(remedy: Remedy) -> str:
    """What holds once a remedy is taken, as a short sentence.

    Examples
    --------
    >>> statement(Remedy("exclude", "Leave it out", ("id",)))
    'id is left out.'
    """
    names = listed(remedy.columns)
    verb = "is" if len(remedy.columns) == 1 else "are"
    return {
        "exclude": f"{names} {verb} left out.",
        "keep": f"{names} {verb} used.",
        "group": f"Rows with the same {names} stay together.",
        "order": f"Later rows, by {names}, are tested.",
        "together": "Equal rows stay together.",
        "missing": f"{listed(remedy.values)} in {names} is read as missing.",
    }[remedy.action]


def said(setup: Setup) -> tuple[str, ...]:
    """Every answer of the user as a sentence, for reports."""
    together = "Equal rows stay on one side of a split."
    lines = [
        ("Left out: {}.", _quoted(setup.excluded)),
        ("Used, although asked about or set aside: {}.", _quoted(setup.kept)),
        (
            "Rows alike in {} stay on one side of every split.",
            _quoted([setup.group_by]),
        ),
        ("Tested on rows that are later by {}.", _quoted([setup.order_by])),
        ("Folds as {} says.", _quoted([setup.fold_by])),
        ("{}", together if setup.duplicates_together else ""),
    ]
    lines += [
        (f"Read as missing{_in_column(name)}: {{}}.", _quoted(values))
        for name, values in setup.options.missing.items()
    ]
    return tuple(line.replace("{}", names) for line, names in lines if names)


def divided(setup: Setup) -> str:
    """How rows are divided, as the end of a sentence.

    Examples
    --------
    >>> from dlcompare.records import Upload
    >>> upload = Upload("a.csv", "a.csv", 1, "0")
    >>> divided(Setup(upload)), divided(Setup(upload, group_by="customer"))
    ('by chance', "by chance, rows alike in 'customer' together")
    """
    if setup.fold_by:
        return f"as column '{setup.fold_by}' says"
    if setup.order_by:
        return f"by time, by '{setup.order_by}'"
    parts = [f"rows alike in '{setup.group_by}'"] if setup.group_by else []
    parts += ["equal rows"] if setup.duplicates_together else []
    return f"by chance, {' and '.join(parts)} together" if parts else "by chance"


def _in_column(name: str) -> str:
    return f" in '{name}'" if name else ""


def _quoted(names: Sequence[str]) -> str:
    shown = [f"'{name}'" for name in names if name]
    return listed(shown, limit=SHOWN_COLUMNS)


def _with_missing(setup: Setup, remedy: Remedy, *, is_taken: bool) -> Setup:
    missing = dict(setup.options.missing)
    for name in remedy.columns:
        known = missing.pop(name, ())
        values = (
            _joined(known, remedy.values)
            if is_taken
            else _without(known, remedy.values)
        )
        if values:
            missing[name] = values
    return replace(setup, options=replace(setup.options, missing=missing))


def _without(names: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in others)


def _joined(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first, *second]))
