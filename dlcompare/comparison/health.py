"""Did it really train? What the folds of a network say about its training."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from dlcompare import words
from dlcompare.comparison.difference import gains
from dlcompare.comparison.paired import MIN_FOLDS_INTERVAL, corrected_interval
from dlcompare.comparison.standings import Finished
from dlcompare.records import Health, Plan

# Standard errors between the losses of the network and of the linear model: about a
# 95% limit for one fold, and it must be passed in most of them.
LINEAR_NOISE = 2.0
MOST = 0.5  # share of the folds; a finding in more of them concerns the network

UNDEFINED = "Its loss became infinite or undefined {folds}."
FLAT = "Its training loss ended no lower than it began {folds}."
LINEAR = (
    "A linear model on the same inputs made smaller errors {folds}, by more than chance"
    " explains."
)
TOO_EARLY = (
    "It stopped too early: its loss on rows held back was still falling at the last"
    " epoch {folds}."
)
MORE_TIME = (
    "Its loss on rows held back was still falling at the last epoch {folds}: it might"
    " score higher with more time."
)
GUESSING = "It does no better than guessing, although the best classical model does."


@dataclass(frozen=True)
class Diagnosis:
    """What showed in the training of one network.

    `problems` are why its score does not speak for networks, `remarks` what else
    is worth knowing. `is_void`: it did not train, so that its score says nothing;
    a network that only stopped too early has a score it can at least reach.
    """

    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    is_void: bool = False


def health_of(
    network: Finished,
    *,
    classical: Finished | None,
    dummy: Finished | None,
    plan: Plan,
    limit: float,
) -> Diagnosis:
    """What is wrong with a network, judged by its folds.

    A loss that is not finite or did not fall, and a score no better than guessing
    where a classical model does better, are problems always. That a linear model on
    its inputs beats it, or that it stopped too early, explains why it is behind and is
    a problem then; where it is not behind, it is a remark. So is what happens in
    few folds.

    Parameters
    ----------
    network : Finished
        Of the deep family.
    classical : Finished or None
        The best classical candidate.
    dummy : Finished or None
        Guessing.
    plan : Plan
    limit : float
        Difference too small to matter, in units of the metric; being behind by
        less is not being behind.

    Returns
    -------
    Diagnosis
    """
    healths = [r.health for r in network.folds.values() if r.health is not None]
    guesses = _guesses(network, classical, dummy, plan)
    undefined, is_undefined = _said(UNDEFINED, healths, lambda h: not h.is_finite)
    if is_undefined:
        return Diagnosis((undefined, *guesses), is_void=True)
    flat, is_flat = _said(FLAT, healths, lambda h: not h.loss_fell)
    linear, is_beaten = _said(LINEAR, healths, _is_beaten_by_linear)
    more_time, is_cut = _said(MORE_TIME, healths, lambda h: h.still_falling)
    too_early, _ = _said(TOO_EARLY, healths, lambda h: h.still_falling)
    is_behind = _is_behind(network, classical, plan, limit)
    void = (
        *guesses,
        *((flat,) if is_flat else ()),
        *((linear,) if is_beaten and is_behind else ()),
    )
    late = (too_early,) if is_cut and is_behind else ()
    remarks = (
        undefined,
        "" if is_flat else flat,
        linear if is_beaten and not is_behind else "",
        more_time if is_cut and not is_behind else "",
    )
    return Diagnosis(
        problems=(*void, *late),
        remarks=tuple(text for text in remarks if text),
        is_void=bool(void),
    )


def _said(
    text: str, healths: Sequence[Health], has: Callable[[Health], bool]
) -> tuple[str, bool]:
    """The text with the folds it holds for ("" for none), and whether these are most.

    Examples
    --------
    >>> sick, well = Health(False, True, False), Health(True, True, False)
    >>> _said("Odd {folds}.", [sick, well, sick], lambda h: not h.is_finite)
    ('Odd in 2 of 3 folds.', True)
    """
    n, k = len(healths), sum(has(health) for health in healths)
    if not k:
        return "", False
    folds = words.count(n, "fold")
    where = f"in {words.count(k)} of {folds}" if k < n else f"in all {folds}"
    if n == 1:
        where = "in its only fold"
    return text.format(folds=where), k > MOST * n


def _is_beaten_by_linear(health: Health) -> bool:
    own, linear, noise = health.own_loss, health.linear_loss, health.noise
    if own is None or linear is None or noise is None:
        return False
    return own - linear > LINEAR_NOISE * noise


def _is_behind(
    network: Finished, classical: Finished | None, plan: Plan, limit: float
) -> bool:
    if classical is None:
        return False
    lost = gains(network, classical, plan)
    return len(lost) >= MIN_FOLDS_INTERVAL and fmean(lost) < -limit


def _guesses(
    network: Finished, classical: Finished | None, dummy: Finished | None, plan: Plan
) -> tuple[str, ...]:
    """Whether it only guesses; on data without signal that is no fault of its own."""
    if classical is None or dummy is None or _is_above(network, dummy, plan):
        return ()
    is_known = len(gains(network, dummy, plan)) >= MIN_FOLDS_INTERVAL
    has_signal = _is_above(classical, dummy, plan)
    if is_known and has_signal and _is_above(classical, network, plan):
        return (GUESSING,)
    return ()


def _is_above(a: Finished, b: Finished, plan: Plan) -> bool:
    """Whether a is better than b by more than the spread of the folds."""
    differences = gains(a, b, plan)
    if len(differences) < MIN_FOLDS_INTERVAL:
        return False
    low, _ = corrected_interval(differences, test_share=plan.scheme.test_share)
    return low > 0
