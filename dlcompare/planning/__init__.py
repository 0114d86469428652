"""Planning: which candidates, how many folds, within what time. Only arithmetic."""

from dlcompare.planning.budgets import BUDGETS, budget
from dlcompare.planning.cost import Timings
from dlcompare.planning.plan import make_plan

__all__ = ["BUDGETS", "Timings", "budget", "make_plan"]
