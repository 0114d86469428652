"""The closer look after the folds: which further fits to make, and the fits."""

from dlcompare.inspection.anchors import curve_models, curve_tasks

__all__ = ["curve_models", "curve_tasks"]
