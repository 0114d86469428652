"""Findings of the rules, and the verdict."""

from dataclasses import dataclass
from typing import Literal

from dlcompare.records.estimates import Estimate
from dlcompare.records.terms import Choice, Leaning


@dataclass(frozen=True)
class Facts:
    """What a rule of thumb may know of a data set, ours or a public one.

    None: unknown. `n_classes` is 0 where the target is a number. The leads are how far
    a linear model and nearest neighbours score above a random forest, in practical
    limits: 1 is the smallest difference that matters.
    """

    n_rows: int | None = None
    n_features: int | None = None
    n_classes: int | None = None
    categorical_share: float | None = None
    linear_lead: float | None = None
    nearest_lead: float | None = None


@dataclass(frozen=True)
class PublicSet:
    """A data set others have measured, known by its name in every source.

    `deep_lead` is how far the best network scores above the best classical model, in
    practical limits: above 1 the network won, below -1 it lost, between it is level.
    `sources` are codes of `advice.public.SOURCES`.
    """

    name: str
    sources: tuple[str, ...]
    facts: Facts
    deep_lead: float


@dataclass(frozen=True)
class TrackRecord:
    """How a rule did on the public data sets that it applies to.

    Right: the family it speaks for won by more than the practical limit. Wrong: the
    other did. Level: neither.
    """

    n_right: int
    n_level: int
    n_wrong: int


@dataclass(frozen=True)
class NearestSets:
    """The public data sets most like this one, the nearest first, and who won there.

    `winners`: who won by more than the practical limit, by set. The shares add up to
    1; each with its 95% interval. `traits` names what they were compared by.
    """

    sets: tuple[PublicSet, ...]
    winners: tuple[Literal["deep", "level", "classical"], ...]
    deep: Estimate
    level: Estimate
    classical: Estimate
    traits: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """One rule of thumb held against this data.

    `leaning` is what the rule says here, `strength` in [0, 1] how much weight it
    has. `text` says what it saw; `measured` what training showed ("" before);
    `agreement` compares the two. `record` is None where no public data set can tell.
    """

    code: str
    title: str
    leaning: Leaning
    strength: float
    text: str
    measured: str
    agreement: Literal["confirmed", "not confirmed", "refuted", "open"]
    source: str
    record: TrackRecord | None = None


@dataclass(frozen=True)
class NotApplied:
    """A rule that does not apply to this data, and why."""

    code: str
    title: str
    says: Leaning
    reason: str
    source: str
    record: TrackRecord | None = None


@dataclass(frozen=True)
class RuledOut:
    """A candidate that the user's limits leave out.

    `limits` are the fields of `Priorities` that it does not meet, or of which nothing
    was measured.
    """

    model: str
    limits: tuple[str, ...]


@dataclass(frozen=True)
class Recommendation:
    """What to take under the user's priorities; it does not touch the verdict.

    `model` is "" where none can be recommended, `instead_of` what the verdict alone
    recommends. `decides` names the fields of `Priorities` that made the difference,
    () if both are the same. `price` is what `model` scores below `instead_of` on the
    same folds, signed so that more is more lost; None where nothing is given up or the
    two share too few folds. `nearest`: where no candidate meets the limits, the one
    that misses them least.
    """

    model: str
    instead_of: str
    title: str
    sentence: str
    decides: tuple[str, ...] = ()
    price: Estimate | None = None
    nearest: str = ""
    ruled_out: tuple[RuledOut, ...] = ()


@dataclass(frozen=True)
class Change:
    """One thing that would change the verdict, or is shown not to.

    `what` would have to be different, `direction` is what the answer or its leaning
    would be, `size` how large the change is or would have to be, `source` what the
    numbers rest on. All are words for people; `kind` is for programs.
    """

    kind: Literal[
        "limit", "folds", "rows", "metric", "column", "time", "latency", "budget"
    ]
    what: str
    direction: str
    size: str
    source: str


@dataclass(frozen=True)
class Verdict:
    """The answer. Before training (`is_prior`) `choice` is what the rules lean to.

    `title` is the headline, `sentence` the one sentence with numbers and spread.
    `cheaper` is the model to take when there is no useful difference.
    `recommended` is the model to use ("" for no_signal and in a prior).
    `together` says what averaging both champions would give, `reference` what the
    naive network alone would have made one believe, `luck` what the difference owes
    to choosing the best of several, `holdout` what the champions scored on the test
    rows; "" where that is not known.
    `changes` say what would change it, with sizes where they can be computed;
    `what_would_change` the same as sentences, as far as these go.
    `nearest` is None for images. `hindsight` has the probabilities of
    the prior and says which rules the folds bore out and which misled, "" in a prior.
    """

    choice: Choice
    title: str
    sentence: str
    is_prior: bool
    p_deep: float | None
    p_equivalent: float | None
    p_classical: float | None
    recommended: str
    cheaper: str
    findings: tuple[Finding, ...]
    not_applicable: tuple[NotApplied, ...]
    what_would_change: tuple[str, ...] = ()
    together: str = ""
    reference: str = ""
    luck: str = ""
    nearest: NearestSets | None = None
    hindsight: str = ""
    holdout: str = ""
    changes: tuple[Change, ...] = ()
