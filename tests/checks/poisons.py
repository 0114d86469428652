"""One function per poison: it gives a table and, for some, a test table.

Each is named in POISONS with the check that must name it, how grave it is, the
columns it must name, and the remedy it must offer ("" for none).
"""

import numpy as np
import pandas as pd

from tests.checks.tables import REGIONS, is_second, people, target_of, uuids

N = 600


def rng(seed=7):
    return np.random.default_rng(seed)


def target_in_other_words():
    frame = people()
    return frame.assign(letter=np.where(is_second(frame), "sent", "kept"))


def target_in_other_units():
    frame = people("regression")
    return frame.assign(in_pounds=frame["target"] * 2.2 + rng().normal(0, 0.1, N))


def nearly_the_target():
    frame = people(n=1200)
    wrong = rng().random(1200) < 0.04
    for name in ("income", "age", "balance"):
        frame[name] = rng(2).permutation(frame[name].to_numpy())
    return frame.assign(flag=np.where(is_second(frame) ^ wrong, "a", "b"))


def filled_in_when_it_ended():
    frame = people()
    reason = rng().choice(["price", "moved", "service"], N)
    return frame.assign(why=np.where(is_second(frame), reason, None))


def sum_of_two():
    frame = people("regression")
    net, tax = np.round(rng().gamma(4, 50, N), 2), np.round(rng(8).gamma(2, 20, N), 2)
    return frame.assign(net=net, tax=tax, target=np.round(net + tax, 2))


def difference_of_two():
    frame = people("regression")
    a, b = rng().normal(500, 100, N).round(1), rng(8).normal(480, 100, N).round(1)
    return frame.assign(meter_new=a, meter_old=b, target=np.round(a - b, 1))


def product_of_two():
    frame = people("regression")
    unit, pieces = rng().gamma(4, 5, N).round(2), rng(8).integers(1, 40, N)
    return frame.assign(unit=unit, pieces=pieces, target=np.round(unit * pieces, 2))


def weighted_sum_of_three():
    frame = people("regression")
    a, b, c = (rng(s).normal(60, 12, N).round(1) for s in (7, 8, 9))
    grade = np.round(a / 2 + b / 3 + c / 6, 3)
    return frame.assign(oral=a, essay=b, test=c, target=grade)


def class_by_difference():
    frame = people()
    took, planned = rng().gamma(6, 3, N).round(1), rng(8).gamma(6, 3, N).round(1)
    took = np.where(took == planned, took + 0.1, took)
    late = np.where(took > planned, "late", "on time")
    return frame.assign(took=took, planned=planned, target=late)


def name_of_what_came_after():
    frame = people(n=1500)
    seconds = rng().gamma(2, 90, 1500) * np.where(is_second(frame), 2.6, 1.0)
    return frame.assign(call_duration=seconds.round())


def codes_of_rows():
    return people().assign(customerID=[f"C-{i * 7919 % 100_003:06}" for i in range(N)])


def long_codes_of_rows():
    return people().assign(token=uuids(N))


def never_changes():
    return people().assign(country="Italy")


def nearly_never_changes():
    return people().assign(fee=np.where(np.arange(N) % 120 == 5, 1, 0))


def rows_twice():
    frame = people(n=500)
    return pd.concat([frame, frame.head(80)]).sample(frac=1, random_state=0)


def sentence_twice():
    words = ["the", "quick", "brown", "fox", "jumps", "over", "lazy", "dog", "barn"]
    texts = [" ".join(rng(i).choice(words, 9)) for i in range(500)]
    frame = people(n=500)[["target"]].assign(message=texts)
    return pd.concat([frame, frame.head(60)]).sample(frac=1, random_state=0)


def rows_twice_with_noise():
    frame = people(n=500)
    again = frame.sample(120, random_state=1).copy()
    for name in ("income", "balance", "height"):
        again[name] += rng().normal(0, 0.002, 120) * frame[name].std()
    return pd.concat([frame, again]).sample(frac=1, random_state=0)


def rows_that_contradict():
    frame = people(n=500)
    again = frame.head(60).copy()
    again["target"] = np.where(is_second(again), "stays", "leaves")
    return pd.concat([frame, again]).sample(frac=1, random_state=0)


def same_patient_again():
    patients = people(n=80, seed=3)
    rows = np.repeat(np.arange(80), 10)
    frame = patients.iloc[rows].reset_index(drop=True)
    frame["income"] *= rng().normal(1, 0.02, 800)
    frame["balance"] += rng(8).normal(0, 30, 800)
    luck = rng(9).random(80) < 0.5
    frame["target"] = np.where(luck[rows], "stays", "leaves")
    frame["patient_id"] = rows + 4000
    return frame.sample(frac=1, random_state=0)


def drift_over_dates():
    n = 1500
    frame = people(n=n)
    day = np.sort(rng().integers(0, 700, n))
    dates = pd.Timestamp("2021-01-01") + pd.to_timedelta(day, "D")
    trend = day / 100 + np.sin(day / 60)
    signal = trend + (frame["age"] - 49) / 18 + rng(8).normal(0, 0.7, n)
    frame["date"] = dates.strftime("%Y-%m-%d")
    frame["target"] = target_of(signal, "regression")
    return frame.sample(frac=1, random_state=0)


def drift_along_the_file():
    n = 1500
    frame = people(n=n)
    walk = np.cumsum(rng().normal(0, 1, n))
    walk = (walk - walk.mean()) / walk.std()
    frame["pressure"] = (walk * 3 + rng(8).normal(0, 0.3, n)).round(3)
    frame["target"] = (10 * np.sin(2 * walk) + rng(9).normal(0, 1, n) + walk).round(3)
    return frame.assign(step=np.arange(n))


def rare_class():
    frame = people("multiclass")
    frame.loc[:5, "target"] = "platinum"
    return frame


def very_rare_class():
    frame = people(n=4000)
    keep = ~is_second(frame) | (np.arange(4000) < 30)
    return frame[keep]


def few_rows():
    return people(n=90)


def empty_for_one_outcome():
    frame = people()
    empty = np.where(is_second(frame), rng().random(N) < 0.85, rng().random(N) < 0.1)
    days = rng(8).normal(30, 5, N).round(1)
    return frame.assign(last_visit=np.where(empty, np.nan, days))


def nines_for_missing():
    days = np.where(rng().random(N) < 0.2, 999, rng(8).integers(0, 40, N))
    return people().assign(days_since=days)


def minus_one_for_missing():
    rooms = np.where(rng().random(N) < 0.1, -1, rng(8).integers(1, 60, N))
    return people().assign(floor_count=rooms)


def zero_for_missing():
    pulse = np.where(rng().random(N) < 0.06, 0, rng(8).normal(75, 9, N).round())
    return people().assign(pulse=pulse)


def same_number_twice():
    frame = people()
    return frame.assign(height_inch=(frame["height"] / 2.54).round(2))


def same_word_twice():
    frame = people()
    numbers = {name: i + 1 for i, name in enumerate(REGIONS)}
    return frame.assign(zone=frame["region"].map(numbers))


def hundreds_of_levels():
    names = [f"shop {a}{b}" for a in "abcdefghijklmno" for b in "abcdefghijklmnopqrst"]
    return people().assign(shop=rng().choice(names, N))


def other_test_file():
    test = people(n=400, seed=5)
    return people(), test.assign(income=test["income"] * 3, age=test["age"] // 2 + 9)


def test_file_from_training():
    frame = people()
    return frame, pd.concat([frame.head(150), people(n=150, seed=5)])


# poison, check, severity, columns named, remedy offered
POISONS = (
    (target_in_other_words, "leaking_column", "decide", ["letter"], "exclude"),
    (target_in_other_units, "leaking_column", "decide", ["in_pounds"], "exclude"),
    (nearly_the_target, "leaking_column", "check", ["flag"], "exclude"),
    (filled_in_when_it_ended, "leaking_column", "decide", ["why"], "exclude"),
    (sum_of_two, "combination", "decide", ["net", "tax"], "exclude"),
    (difference_of_two, "combination", "decide", ["meter_new", "meter_old"], "keep"),
    (product_of_two, "combination", "decide", ["pieces", "unit"], "exclude"),
    (weighted_sum_of_three, "combination", "decide", ["essay", "oral", "test"], "keep"),
    (class_by_difference, "combination", "decide", ["planned", "took"], "exclude"),
    (name_of_what_came_after, "after_outcome", "check", ["call_duration"], "keep"),
    (codes_of_rows, "identifier", "note", ["customerID"], "exclude"),
    (long_codes_of_rows, "identifier", "note", ["token"], "keep"),
    (never_changes, "constant", "note", ["country"], "exclude"),
    (nearly_never_changes, "constant", "note", ["fee"], "exclude"),
    (rows_twice, "duplicate_rows", "check", [], "together"),
    (sentence_twice, "duplicate_rows", "check", [], "together"),
    (rows_twice_with_noise, "near_duplicates", "check", [], ""),
    (rows_that_contradict, "contrary_rows", "check", [], "together"),
    (same_patient_again, "repeated_entity", "decide", ["patient_id"], "group"),
    (drift_over_dates, "time_order", "decide", ["date"], "order"),
    (drift_along_the_file, "row_order", "check", ["step"], "order"),
    (rare_class, "rare_class", "check", ["target"], ""),
    (very_rare_class, "imbalance", "check", ["target"], ""),
    (few_rows, "too_small", "check", [], ""),
    (empty_for_one_outcome, "missing_by_target", "check", ["last_visit"], "exclude"),
    (nines_for_missing, "sentinel", "check", ["days_since"], "missing"),
    (minus_one_for_missing, "sentinel", "check", ["floor_count"], "missing"),
    (zero_for_missing, "sentinel", "check", ["pulse"], "missing"),
    (same_number_twice, "twin_columns", "note", ["height_inch"], "exclude"),
    (same_word_twice, "twin_columns", "note", ["zone"], "exclude"),
    (hundreds_of_levels, "many_levels", "note", ["shop"], "exclude"),
    (other_test_file, "test_shift", "check", [], ""),
    (test_file_from_training, "test_shift", "check", [], ""),
)
MEASURED = {"leaking_column", "combination", "after_outcome", "duplicate_rows"} | {
    *("repeated_entity", "time_order", "row_order", "missing_by_target"),
}
