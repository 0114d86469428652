"""What the checks look at, and what several of them need, made once on first use."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from dlcompare import words
from dlcompare.checks import quick, splits
from dlcompare.checks.identity import counted, identifier_reason
from dlcompare.checks.quick import Sample, Score
from dlcompare.modalities.single_column import held_out_skill
from dlcompare.modalities.tabular.hashes import row_hashes
from dlcompare.records import Column, Dataset, Measured, Profile

MAX_PROBED = 200  # columns whose skill alone is measured, the most associated first
WEAK = 0.3  # association; weaker numbers of two classes tell them at most half as well


@dataclass(frozen=True, eq=False)
class Case:
    """A dataset under examination, with its profile and a test dataset, if given.

    `test` has the columns and class codes of `dataset`.
    """

    dataset: Dataset
    profile: Profile
    test: Dataset | None = None

    @cached_property
    def identifiers(self) -> dict[str, str]:
        """Columns that identify the rows, and why."""
        columns = self.dataset.columns
        reasons = {c.name: identifier_reason(self.dataset, c) for c in columns}
        return {name: reason for name, reason in reasons.items() if reason}

    @cached_property
    def row_counter(self) -> str:
        """The first column that counts the rows of the file, or ""."""
        columns = self.dataset.columns
        return next((c.name for c in columns if counted(self.dataset, c)), "")

    @cached_property
    def sample(self) -> Sample:
        """Rows drawn at random, encoded, with every column but identifiers."""
        rows = splits.some_rows(self.dataset)
        return quick.take(self.dataset, rows, self._useful)

    @cached_property
    def _useful(self) -> list[Column]:
        return [c for c in self.dataset.columns if c.name not in self.identifiers]

    def score(self, *, without: Sequence[str] = ()) -> Score | None:
        """The quick model's score over random folds; equal questions are kept."""
        return self._score([n for n in self.sample.names if n not in set(without)])

    def score_of(self, *columns: str) -> Score | None:
        """The same with these columns alone."""
        return self._score(columns)

    def with_and_without(
        self, *names: str, besides: Sequence[str] = ()
    ) -> tuple[Measured, ...]:
        """Scores with and without some columns; `besides` are never used."""
        shown = words.listed(names)
        asked = (
            (f"with {shown}", self.score(without=besides)),
            (f"without {shown}", self.score(without=[*names, *besides])),
        )
        return tuple(score.as_measured(label) for label, score in asked if score)

    def skill(self, score: Score) -> float:
        """A score on a scale from 0, guessing, to 1, perfect."""
        if score.metric == "roc_auc":
            return 2 * score.mean - 1
        return self.above_chance(score.mean)

    def above_chance(self, skill: float) -> float:
        """Balanced accuracy or R2 on the same scale."""
        n_classes = len(self.dataset.classes)
        chance = 1 / n_classes if n_classes else 0.0
        return (skill - chance) / (1 - chance)

    def _score(self, columns: Sequence[str]) -> Score | None:
        key = frozenset(columns)
        if key not in self._scores:
            folds = splits.at_random(self.sample.y, self.sample.n_classes)
            self._scores[key] = quick.score(self.sample, folds, columns=columns)
        return self._scores[key]

    @cached_property
    def _scores(self) -> dict[frozenset[str], Score | None]:
        return {}

    def grouped(self, groups: np.ndarray) -> tuple[Score | None, Score | None]:
        """The score over random folds and over folds that part no group.

        Both on the same rows, those of whole groups; shape of `groups`: (n_rows,).
        """
        rows = splits.whole_groups(self.dataset, groups)
        sample = quick.take(self.dataset, rows, self._useful)
        at_random = splits.at_random(sample.y, sample.n_classes)
        by_group = splits.by_group(groups[rows])
        return quick.score(sample, at_random), quick.score(sample, by_group)

    def ordered(self, order: np.ndarray) -> tuple[Score | None, Score | None]:
        """The score on rows drawn at random and on later rows than were learned.

        Both learn from as many rows and are tested on as many, five times.
        """
        is_known = np.isfinite(order[self.sample.rows])
        rows = self.sample.rows[is_known]
        sample = quick.take(self.dataset, rows, self._useful)
        later = splits.by_order(order[rows])
        at_random = splits.shuffled(later, len(rows))
        return quick.score(sample, at_random), quick.score(sample, later)

    @cached_property
    def skills(self) -> dict[str, float]:
        """How well columns alone tell held-out rows: balanced accuracy or R2.

        Columns that cannot come near are left out.
        """
        association = {c.name: c.association or 0.0 for c in self.profile.columns}
        names = sorted(self.sample.names, key=lambda n: -association.get(n, 0.0))
        kinds = {column.name: column.kind for column in self.dataset.columns}
        gaps = {column.name for column in self.dataset.columns if column.n_missing}
        found = {}
        for name in names[:MAX_PROBED]:
            is_weak = association.get(name, 0.0) < WEAK and name not in gaps
            if kinds[name] == "text" or (is_weak and self.dataset.task == "binary"):
                continue
            found[name] = held_out_skill(
                self.sample.column(name),
                self.sample.y,
                self.sample.n_classes,
                is_category=kinds[name] in ("category", "boolean"),
            )
        return found

    @cached_property
    def feature_hashes(self) -> pd.Series:
        """One number per row; rows equal in all columns have equal ones."""
        return row_hashes(self.dataset, with_target=False)

    @cached_property
    def row_hashes(self) -> pd.Series:
        """The same with the target."""
        return row_hashes(self.dataset, with_target=True)
