"""Rules of thumb before training, the verdict after it."""

from dlcompare.advice.advise import advise
from dlcompare.advice.priorities import SameFolds, recommend
from dlcompare.advice.rule import NotApplicable, Rule
from dlcompare.advice.rules import RULES

__all__ = ["RULES", "NotApplicable", "Rule", "SameFolds", "advise", "recommend"]
