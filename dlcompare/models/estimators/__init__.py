"""Scikit-learn estimators behind the classical models; imported lazily."""
