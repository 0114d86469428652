"""Every sentence of advice, in every case: good English, no more than the numbers."""

import re
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dlcompare import metrics, words
from dlcompare.advice import advise, recommend
from dlcompare.advice.ahead import ahead
from dlcompare.advice.decide import CHOICES, decide
from dlcompare.comparison import compare
from dlcompare.conclusion import on_same_folds
from dlcompare.plots import PRICES, nearest_sentence, price_of_deep
from dlcompare.records import (
    Budget,
    Candidate,
    ColumnProfile,
    Comparison,
    Estimate,
    FoldResult,
    FoldScheme,
    Health,
    Holdout,
    Optimism,
    Plan,
    Priorities,
    Profile,
    Recommendation,
    Together,
    Trait,
)
from tests.grammar import faults, phrase_faults

CHEAP = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

# means of deep minus classical and spread of the folds, in limits
CASES = {
    "deep, clearly": ("deep", 4.0, 1.0),
    "deep": ("deep", 2.4, 2.0),
    "classical, clearly": ("classical", -4.0, 1.0),
    "classical": ("classical", -2.4, 2.0),
    "enough": ("enough", -1.0, 1.0),
    "equivalent": ("equivalent", 0.1, 1.0),
    "undecided": ("undecided", 0.4, 5.0),
    "undecided, one side": ("undecided", 1.1, 1.2),
    "no signal": ("no_signal", 0.0, 1.0),
    "untrained": ("untrained", -4.0, 1.0),
    "too few folds": ("too_few_folds", 0.0, 1.0),
    "one fold": ("too_few_folds", 0.0, 1.0),
    "no network": ("no_result", 0.0, 1.0),
    "nothing": ("no_result", 0.0, 1.0),
}
LABELS = (
    *("Gradient boosting", "Extra trees", "Nearest neighbours", "CatBoost"),
    *("Shallow tree", "Explainable boosting machine", "HOG features + SVM"),
)
NETWORKS = ("RealMLP", "TabM", "Convolutional network", "Networks of “many” trees")
LIMITS = {
    "roc_auc": 0.01,
    "accuracy": 0.005,
    "log_loss": 0.02,
    "rmse": None,
    "r2": 0.02,
}
SIZES = (3e-7, 0.04, 1.0, 812.5, 4.3e4, 7e9)  # of a limit on regression errors
SICK = Health(is_finite=False, loss_fell=False, still_falling=False)
RAW = ("ValueError: bad <shape>",)
FAILURES = ("It ran out of memory.", *RAW, "Stopped")
ODD = "größe_µ <b>*x*</b> 数: 1 rows"


WISHES = (
    Priorities(interpretability=True),
    Priorities(small_team=True, max_train_seconds=1.0),
    Priorities(limited_compute=True, max_size_mb=1e-6),
    Priorities(top_accuracy=True, max_row_ms=5.0),
    Priorities(max_train_seconds=1e-7),
)


@dataclass(frozen=True)
class Study:
    """What the sentences of one example are made of."""

    found: Comparison
    wanted: str
    profile: Profile
    joined: Together | None
    recommendation: Recommendation


@st.composite
def studies(draw, case):
    """A comparison of the case and what else advice is given, by real folds."""
    wanted, mean, spread = CASES[case]
    metric = draw(st.sampled_from(sorted(LIMITS)))
    limit = LIMITS[metric] or draw(st.sampled_from(SIZES))
    is_small = case in ("too few folds", "one fold")
    k = 2 if is_small else draw(st.sampled_from((3, 5)))
    repeats = draw(st.integers(1, 2)) if is_small else draw(st.integers(5, 8))
    done = 1 if case == "one fold" else k * repeats - draw(st.integers(0, 3)) % k
    jitter = draw(st.floats(0.95, 1.05))
    sign = metrics.sign(metrics.find(metric))
    guess = 0.5 if LIMITS[metric] else 40 * limit
    classical = guess if case == "no signal" else guess + sign * 18.123 * limit
    labels = draw(st.permutations(LABELS))[:3], draw(st.permutations(NETWORKS))[:2]
    candidates = (
        Candidate("dummy", "Dummy (no learning)", "dummy"),
        Candidate("boosting", labels[0][0], "classical"),
        Candidate("linear", labels[0][1], "classical"),
        Candidate("mlp", labels[1][0], "deep"),
        Candidate("document_mlp", "The document's network", "deep"),
    )[: draw(st.sampled_from((4, 5)))]
    if case == "no network" and draw(st.booleans()):
        candidates = candidates[:3]
    seconds = draw(st.sampled_from((2e-5, 0.3, 2.0, 2.3, 900.0)))
    noise = np.resize([-1.0, 1.0, 0.0], k * repeats) * spread
    failing = {"no network": ("mlp", "document_mlp"), "nothing": dict(LABELLED)}
    folds = []
    for i in range(done):
        for one in candidates:
            place = {"repeat": i // k, "fold": i % k}
            if one.model in failing.get(case, ()):
                failure = FAILURES[(done + len(labels[0][0])) % 3]
                folds.append(
                    FoldResult(one.model, one.family, **place, failure=failure)
                )
                continue
            lead = {"mlp": mean + noise[i], "dummy": 0.0, "linear": -5.3}
            lead["document_mlp"] = -2.0 + noise[i]
            score = classical + sign * limit * jitter * lead.get(one.model, 0.0)
            folds.append(
                FoldResult(
                    one.model,
                    one.family,
                    **place,
                    scores={metric: guess if one.model == "dummy" else float(score)},
                    fit_seconds=seconds if one.model == "mlp" else 2.0,
                    n_test=1 if is_small else 100,
                    health=SICK
                    if case == "untrained" and one.family == "deep"
                    else None,
                )
            )
    plan = Plan(
        task="regression" if metric in ("rmse", "r2") else "binary",
        metric=metric,
        candidates=candidates,
        scheme=FoldScheme(k=k, repeats=repeats),
        budget=Budget("quick", 20.0),
        expected_seconds=1.0,
        seconds_by_family={},
    )
    n_rows = 2 if is_small else draw(st.sampled_from((31, 4_312, 2_000_000)))
    found = compare(folds, plan, n_rows=n_rows, rope=limit)
    found = replace(found, optimism=draw(_luck(found)), holdout=draw(_holdout(found)))
    joined = draw(_together(found))
    wishes = draw(st.sampled_from(WISHES))
    again = on_same_folds(found, folds, plan)
    advised = recommend(replace(found, holdout=None), wishes, again)
    return Study(found, wanted, draw(_profile(plan, n_rows)), joined, advised)


LABELLED = {m: "" for m in ("dummy", "boosting", "linear", "mlp", "document_mlp")}


def _estimate(draw, centre, spread):
    half = spread * draw(st.floats(0.2, 3))
    mean = centre + spread * draw(st.floats(-1, 1))
    return Estimate(mean, mean - half, mean + half)


@st.composite
def _luck(draw, found):
    if found.pair is None or draw(st.booleans()):
        return None
    n = draw(st.sampled_from((0, 1, 500)))
    more = draw(st.floats(-2, 2)) * found.rope
    return Optimism("boosting", "mlp", 0.0, more, 0.0, n, 1, draw(st.booleans()))


@st.composite
def _holdout(draw, found):
    if found.pair is None or draw(st.booleans()):
        return None
    rows = {row.model: row for row in found.standings}
    scores = [
        _estimate(draw, rows[model].score, found.rope)
        for model in (found.pair.b, found.pair.a, found.pair.a)
    ]
    gap = found.rope * draw(st.floats(-2, 2))
    return Holdout(
        *(found.pair.b, found.pair.a, 40, *scores),
        difference=_estimate(draw, found.pair.mean - gap, found.rope),
        gap=gap,
        classical_gap=0.0,
        deep_gap=gap,
        n_draws=2_000,
        n_units=40,
        is_grouped=draw(st.booleans()),
    )


@st.composite
def _together(draw, found):
    if found.pair is None:
        return None
    rows = {row.model: row for row in found.standings}
    score = _estimate(draw, rows[found.pair.b].score, found.rope)
    gains = [_estimate(draw, draw(st.floats(-3, 3)) * found.rope, found.rope)] * 2
    return Together(found.pair.b, found.pair.a, score, (0.0,) * found.n_folds, *gains)


@st.composite
def _profile(draw, plan, n_rows):
    kinds = draw(st.lists(st.sampled_from(("number", "category", "text")), max_size=3))
    is_image = plan.task == "binary" and draw(st.booleans())
    per_class = Trait("n_images_per_class_min", float(n_rows // 2), "", "")
    return Profile(
        modality="images" if is_image else "tabular",
        task=plan.task,
        target=ODD,
        n_rows=n_rows,
        n_features=draw(st.sampled_from((1, 2, 17, 400))),
        n_classes=0 if plan.task == "regression" else draw(st.sampled_from((1, 2, 5))),
        traits=(per_class, Trait("image_side", 1.0, "", "")),
        columns=tuple(
            ColumnProfile(ODD, kind, 0.0, 2, (), skew=9.0, median_words=1.0)
            for kind in kinds
        ),
        target_bins=(),
    )


def said(study):
    """The verdict, every sentence by where it stands, and every phrase of a table."""
    found, profile, joined = study.found, study.profile, study.joined
    wishes = Priorities(interpretability=True, limited_compute=True, top_accuracy=True)
    after = advise(profile, found, wishes, disagreement=0.07, together=joined)
    before = advise(profile, None, wishes)
    title, *lead = ahead(found)
    texts = {"ahead": title, "difference": "".join(lead)}
    for name, verdict in (("after", after), ("before", before)):
        for field in ("title", "sentence", "together", "reference", "luck"):
            texts[f"{name} {field}"] = getattr(verdict, field)
        texts[f"{name} hindsight"] = verdict.hindsight
        texts[f"{name} holdout"] = verdict.holdout
        texts |= {
            f"{name} change {i}": t for i, t in enumerate(verdict.what_would_change)
        }
        texts |= {f"{name} {f.code}": f.text for f in verdict.findings}
        texts |= {f"{name} {n.code}": n.reason for n in verdict.not_applicable}
        if verdict.nearest is not None:
            texts[f"{name} nearest"] = nearest_sentence(verdict.nearest)
    texts |= {
        "advised": study.recommendation.title,
        "advised sentence": study.recommendation.sentence,
    }
    phrases = [price_of_deep(found, price) for price in PRICES]
    for change in after.changes:
        phrases += [change.what, change.direction, change.size, change.source]
    texts |= {
        f"{row.model} {i}": text
        for row in found.standings
        for i, text in enumerate((*row.problems, *row.remarks))
    }
    return after, {place: text for place, text in texts.items() if text}, phrases


def numbers(text):
    """The numbers of a text, without sign; names and marks around them left out."""
    return set(re.findall(r"(?<![A-Za-z\d.,])\d+(?:,\d{3})*(?:\.\d+)?", text))


def allowed(found, joined):
    """Every number that a record may be quoted with, rounded as its spread allows."""
    rope = found.rope
    forms = [words.score(rope), *map(words.count, (found.n_rows, found.n_folds))]
    forms += [str(n) for n in (5, 95, 50, 128, 64, found.n_folds_planned)]
    for row in found.standings:
        forms += [_limits(row.score, row.low, row.high, rope), row.label]
        forms += [words.score(row.score), words.duration(row.fit_seconds)]
        forms += [*row.problems, *row.remarks, row.failure]
    for one in (found.pair, found.reference_pair):
        if one is not None:
            forms += [_limits(one.mean, one.low, one.high, rope)]
            forms += [words.percent(p) for p in (one.p_a, one.p_equivalent, one.p_b)]
            forms += [words.count(len(one.differences))]
    times = [row.fit_seconds for row in found.standings if row.fit_seconds]
    forms += [words.ratio(a / b) for a in times for b in times]
    forms += [words.percent(found.p_signal)]
    estimates = [found.reference_gap]
    if joined is not None:
        estimates += [joined.score, joined.over_classical, joined.over_deep]
    if found.holdout is not None:
        held = found.holdout
        estimates += [held.classical, held.deep, held.together, held.difference]
        limits = held.difference.low, held.difference.high
        forms += [words.score(abs(held.gap), *limits, limit=rope)]
    if found.optimism is not None:
        lucky = found.optimism
        forms += [words.score(abs(lucky.deep - lucky.classical))]
        forms += [words.count(lucky.n_draws), words.count(lucky.n_units)]
    forms += [_limits(e.mean, e.low, e.high, rope) for e in estimates if e is not None]
    return set().union(*map(numbers, forms))


def _limits(mean, low, high, rope):
    return words.interval(mean, low, high, limit=rope)


QUOTING = ("title", "sentence", "together", "reference", "luck", "holdout")


def check(case, data):
    study = data.draw(studies(case))
    found, wanted, joined = study.found, study.wanted, study.joined

    verdict, texts, phrases = said(study)

    assert wanted == decide(found)
    bad = {text: faults(text, quoted=(ODD, *RAW)) for text in texts.values()}
    bad |= {text: phrase_faults(text) for text in phrases if text}
    assert {} == {text: names for text, names in bad.items() if names}
    quoted = " ".join(texts.get(f"after {name}", "") for name in QUOTING)
    quoted = f"{quoted} {texts['difference']}"
    assert set() == numbers(quoted) - allowed(found, joined)
    named = {row.label for row in found.standings}
    strangers = {*LABELS, *NETWORKS} - named
    assert not [s for s in strangers if words.within(s) in " ".join(texts.values())]
    is_decided = wanted in ("deep", "classical")
    assert is_decided == (" better here" in verdict.title)
    assert is_decided == ("is ahead of" in texts["ahead"])
    assert CHOICES[wanted] == verdict.choice


@pytest.mark.parametrize("case", CASES)
@settings(CHEAP, max_examples=8)
@given(data=st.data())
def test_every_sentence_is_sound(case, data):
    check(case, data)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
@settings(CHEAP, max_examples=40)
@given(data=st.data())
def test_every_sentence_is_sound_in_many_studies(case, data):
    check(case, data)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("lower case.", "a small first letter"),
        ("No end", "no full stop"),
        ("Two  blanks.", "two blanks"),
        ("A blank .", "a blank before a mark"),
        ("Two stops..", "two marks"),
        ("Only 1 rows.", "one of many"),
        ("Of one candidates.", "one, spelled"),
        ("All 25 fold.", "many of one"),
        ("It is a unused one in a end.", "a for an"),
        ("It is an car.", "an for a"),
        ("It is 100% sure.", "certainty"),
        ("It is significantly better.", "a claim"),
        ("It is 1e-05 off.", "a raw number"),
        ("It is best!", "praise"),
    ],
)
def test_faults_are_found(text, fault):
    assert fault in faults(text)
