"""How both families learn from more rows, and what that says of still more."""

from collections.abc import Mapping
from dataclasses import dataclass

from dlcompare.records.estimates import Estimate
from dlcompare.records.terms import Family

# Of every interval and band of the learning curves: their means rest on a handful of
# samples, which say little about the outer 5%.
CURVE_LEVEL = 0.90


@dataclass(frozen=True)
class CurvePoint:
    """A score on so many training rows: the mean over samples, and its interval.

    None: one sample, and none of another size to tell the spread from. `n_samples`
    is 0 on a fitted line.
    """

    n_rows: int
    mean: float
    low: float | None = None
    high: float | None = None
    n_samples: int = 0


@dataclass(frozen=True)
class LearningCurve:
    """One model's scores over rows.

    `points` were measured; `line` is the power law through them, with a band, going
    on beyond the last point; () under three points.
    """

    model: str
    label: str
    family: Family
    points: tuple[CurvePoint, ...]
    line: tuple[CurvePoint, ...] = ()


@dataclass(frozen=True)
class Crossover:
    """A change of the lead that was seen: `ahead` leads from there on.

    `between` are the sizes measured before and after it. `low` and `high` bound the
    number of rows, over those drawings of the samples in which the lead changes so;
    `none_share` is the share of drawings in which it does not.
    """

    ahead: Family
    between: tuple[int, int]
    low: int
    high: int
    none_share: float


@dataclass(frozen=True)
class Forecast:
    """The gap expected with `times` as many rows: deep minus classical, more is better.

    `low` and `high` bound it; `p_deep` and `p_classical` are the probabilities that
    one family is ahead by more than the practical limit. In units of the metric.
    """

    times: int
    n_rows: int
    gap: float
    low: float
    high: float
    p_deep: float
    p_classical: float

    @property
    def ahead(self) -> Family | None:
        """Who is ahead on the whole interval; None: either may be."""
        if self.low > 0:
            return "deep"
        return "classical" if self.high < 0 else None


@dataclass(frozen=True)
class LearningCurves:
    """Both families over rows.

    Attributes
    ----------
    metric : str
    rope : float
        The practical limit of the comparison.
    classical, deep : LearningCurve
    gap : Estimate
        Deep minus classical on all rows, over all folds, signed so that more is
        better.
    crossover : Crossover or None
        None: the lead did not surely change.
    forecasts : tuple of Forecast
        () where the public curves do not hold for these models; `no_forecast` says why.
    reasons : tuple of str
        Why what is said here is less certain than it looks.
    sentence : str
        What all of it comes to.
    """

    metric: str
    rope: float
    classical: LearningCurve
    deep: LearningCurve
    gap: Estimate
    crossover: Crossover | None
    forecasts: tuple[Forecast, ...]
    no_forecast: str = ""
    reasons: tuple[str, ...] = ()
    sentence: str = ""

    @property
    def by_family(self) -> Mapping[Family, LearningCurve]:
        """The curve of each family."""
        return {"classical": self.classical, "deep": self.deep}
