"""Which public files the fair fight is about. The files are not part of the project."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One file: what to predict from it, and which columns to leave out."""

    name: str
    file: str
    target: str
    task: str
    excluded: tuple[str, ...] = ()


SOURCES = (  # from the fewest rows to the most
    Source("penguins", "penguins.csv", "species", "multiclass"),
    Source(
        "titanic",
        "titanic.csv",
        "Survived",
        "binary",
        ("PassengerId", "Name", "Ticket", "Cabin"),
    ),
    Source("wine", "winequality-white.csv", "quality", "multiclass"),
    Source(
        "telco",
        "WA_Fn-UseC_-Telco-Customer-Churn.csv",
        "Churn",
        "binary",
        ("customerID",),
    ),
    Source("pulsars", "HTRU_2.csv", "class", "binary"),
    Source("letters", "letterdata.csv", "letter", "multiclass"),
    Source("housing", "housing.csv", "median_house_value", "regression"),
    Source("adult", "AdultIncome.csv", "salary", "binary"),
    Source("bank", "bank-additional-full.csv", "y", "binary", ("duration",)),
    Source("diamonds", "diamonds.csv", "price", "regression"),
)


def source(name: str) -> Source:
    """The data set called `name`."""
    return next(source for source in SOURCES if source.name == name)
