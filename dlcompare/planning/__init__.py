"""Planning: which candidates, how many folds, within what time. Only arithmetic."""

from dlcompare.planning.budgets import BUDGETS, budget, closer_seconds
from dlcompare.planning.cost import Timings
from dlcompare.planning.plan import make_plan

__all__ = ["BUDGETS", "Timings", "budget", "closer_seconds", "make_plan"]
