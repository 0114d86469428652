"""Honest tables of many kinds: nothing in them is grave."""

import numpy as np
import pandas as pd

from tests.checks.tables import people, target_of


def rng(seed=11):
    return np.random.default_rng(seed)


def wide(n=400, p=300):
    X = pd.DataFrame(rng().normal(size=(n, p)).round(4)).add_prefix("gene_")
    signal = X.iloc[:, :20].sum(axis=1) + rng(2).normal(0, 3, n)
    return X.assign(target=target_of(signal, "binary"))


def correlated(n=1500, task="regression"):
    base = rng().normal(size=(n, 3))
    X = base @ rng(2).normal(size=(3, 10)) + 0.3 * rng(3).normal(size=(n, 10))
    frame = pd.DataFrame(X.round(3)).add_prefix("sensor_")
    signal = np.sin(base[:, 0]) + base[:, 1] * base[:, 2] + rng(4).normal(0, 0.4, n)
    return frame.assign(target=target_of(signal, task))


def words_only(n=1200):
    frame = pd.DataFrame(
        {
            name: rng(i).choice([f"{name}{c}" for c in "abcdefg"[: i + 2]], n)
            for i, name in enumerate(("shape", "colour", "smell", "habitat", "ring"))
        }
    )
    codes = sum((i + 1) * frame[name].str[-1].map(ord) for i, name in enumerate(frame))
    signal = np.sin(codes.to_numpy(float)) + rng(9).normal(0, 0.8, n)
    return frame.assign(target=target_of(signal, "binary"))


def few_values(n=3000):
    frame = pd.DataFrame({f"q{i}": rng(i).integers(1, 6, n) for i in range(4)})
    signal = frame.sum(axis=1) + rng(9).normal(0, 2, n)
    return frame.assign(target=target_of(signal, "multiclass"))


def with_gaps(n=900):
    frame = people(n=n, seed=4)
    for i, name in enumerate(("age", "income", "region", "balance")):
        frame.loc[rng(i).random(n) < 0.15, name] = None
    return frame


def with_dates(n=900):
    frame = people(n=n, seed=5)
    days = pd.to_timedelta(rng().integers(0, 900, n), "D")
    dates = (pd.Timestamp("2020-02-01") + days).strftime("%d.%m.%Y")
    return frame.assign(signed_up=dates)


def birthdays(n=900):
    frame = people(n=n, seed=6)
    born = pd.Timestamp("2021-01-01") - pd.to_timedelta(frame["age"] * 365, "D")
    return frame.drop(columns="age").assign(birth_date=born.dt.strftime("%Y-%m-%d"))


def heavy_tails(n=1500):
    X = rng().standard_t(2, size=(n, 6)) * [1, 10, 1e3, 1e-3, 1, 5]
    frame = pd.DataFrame(X).add_prefix("return_")
    signal = np.sign(X[:, 0]) + np.tanh(X[:, 4]) + rng(2).normal(0, 1, n)
    return frame.assign(target=target_of(signal, "binary"))


def uneven(n=2500):
    frame = people(n=n, seed=7)
    signal = frame["age"] / 20 + rng().normal(0, 1, n)
    return frame.assign(target=np.where(signal > np.quantile(signal, 0.9), "yes", "no"))


def sentences(n=700):
    nouns = ["river", "train", "garden", "letter", "market", "window", "singer"]
    verbs = ["finds", "leaves", "paints", "sells", "hears", "breaks", "forgets"]
    texts, signal = [], np.zeros(n)
    for i in range(n):
        words = rng(i).choice([*nouns, *verbs], 14)
        signal[i] = np.isin(words, nouns[:4]).sum() + rng(i).normal(0, 1.5)
        texts.append(" ".join(words))
    frame = pd.DataFrame({"text": texts, "length_cm": rng().gamma(5, 3, n).round(2)})
    return frame.assign(target=target_of(signal, "binary"))


def shops(n=1500):
    """A category that matters and returns, but is no one who comes again."""
    names = [f"{a} {b}" for a in ("Old", "New", "Big") for b in "abcdefghijklm"]
    shop = pd.Series(rng().choice(names, n))
    frame = people("regression", n=n, seed=8)
    return frame.assign(shop=shop, target=frame["target"] + 8 * shop.str[-1].map(ord))


def many_zeros(n=1500):
    frame = people(n=n, seed=9)
    spent = np.where(rng().random(n) < 0.6, 0, rng(2).gamma(2, 300, n).round(2))
    return frame.assign(spent=spent, complaints=rng(3).poisson(0.3, n))


def one_strong_column(n=1000):
    frame = people("regression", n=n, seed=10)
    area = rng().gamma(6, 20, n).round(1)
    price = 3 * area + frame["target"] + rng(2).normal(0, 45, n)
    return frame.assign(area=area, target=price.round())


def rings(n=1000):
    X = rng().normal(size=(n, 2))
    radius = np.hypot(*X.T) + rng(2).normal(0, 0.15, n)
    frame = pd.DataFrame(X, columns=["x1", "x2"])
    return frame.assign(target=target_of(radius, "multiclass"))


def blobs(n=900):
    centre = rng().integers(0, 3, n)
    places = np.array([[0, 0, 0, 0], [3, 2, 0, 1], [0, 3, 3, 1]])
    X = rng(2).normal(size=(n, 4)) + places[centre]
    names = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
    frame = pd.DataFrame(X.round(1), columns=names)
    return frame.assign(target=np.array(list("abc"))[centre])


def sorted_by_age(n=900):
    return people(n=n, seed=12).sort_values("age")


def sorted_by_target(n=900):
    return people(n=n, seed=13).sort_values("target")


HONEST = {
    "two classes": lambda: people(),
    "two classes, more rows": lambda: people(n=4000, seed=2),
    "three classes": lambda: people("multiclass", n=900, seed=3),
    "a number": lambda: people("regression", n=700, seed=4),
    "few rows": lambda: people("regression", n=220, seed=5),
    "few rows of two classes": lambda: people(n=220, seed=6),
    "more columns than needed": wide,
    "correlated columns": correlated,
    "correlated columns, classes": lambda: correlated(task="multiclass"),
    "words only": words_only,
    "few values": few_values,
    "gaps at random": with_gaps,
    "dates without drift": with_dates,
    "birthdays": birthdays,
    "heavy tails": heavy_tails,
    "one class in ten": uneven,
    "sentences": sentences,
    "shops": shops,
    "many zeros": many_zeros,
    "one strong column": one_strong_column,
    "rings": rings,
    "blobs": blobs,
    "sorted by a column": sorted_by_age,
    "sorted by the target": sorted_by_target,
}
