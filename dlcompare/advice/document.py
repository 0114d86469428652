"""`python -m dlcompare.advice.document` prints docs/rules.md, made from the rules."""

import math
import sys

from dlcompare import words
from dlcompare.advice.advise import LEANS, LEVEL, LOG_ODDS, SUPPORT
from dlcompare.advice.nearest import N_NEAREST
from dlcompare.advice.prior import ASKED, model
from dlcompare.advice.public import SOURCES, public_sets
from dlcompare.advice.rule import Rule, record_of, weight
from dlcompare.advice.rules import RULES
from dlcompare.advice.track import PRIOR_SETS, n_sets


def rules_page() -> str:
    """The page docs/rules.md, complete.

    Returns
    -------
    str
        Markdown.
    """
    parts = (_introduction(), _weights(), _prior(), _nearest(), _sources())
    lines = [line for part in parts for line in part]
    return "\n".join([*lines, *(_section(rule) for rule in RULES)])


def _introduction() -> list[str]:
    return [
        "# Rules of thumb",
        "",
        "<!-- Made by `make docs` from dlcompare/advice. Do not edit. -->",
        "",
        "Rules of thumb are asked twice: before training they are all there is, after",
        "it each is held against what was measured. They never decide: the folds do",
        "([how](statistics.md)).",
        "",
        "Each rule that public results can test has its record on",
        f"{len(public_sets())} tables: right where the family it speaks for won by",
        "more than the",
        "[practical limit](statistics.md), wrong where the other did, else level.",
        "",
        "| code | rule | speaks for | right | level | wrong | weight |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(_row(rule) for rule in RULES),
        "",
    ]


def _row(rule: Rule) -> str:
    record = record_of(rule)
    held = (
        f"{record.n_right} | {record.n_level} | {record.n_wrong} | {weight(rule):.2f}"
        if record
        else "no public record | | | set by hand"
    )
    return f"| {rule.code} | {rule.title} | {rule.says} | {held} |"


def _weights() -> list[str]:
    limits = ", ".join(f"{word} below {limit:.0%}" for limit, word in SUPPORT[:-1])
    return [
        "**Weight.** From 0 to 1; 1 turns even odds into",
        f"{math.exp(LOG_ODDS):.0f} to 1. Rules with a record weigh what it allows:",
        "the log-odds of right against wrong beyond those of all tables, as if the",
        f"rule had met {PRIOR_SETS:.0f} more tables at everybody's odds, less one",
        "standard error. DL005, which holds for every table, has the odds themselves.",
        "A rule can be right often and weigh nothing: then it says no more than that",
        "the data is a table. On images, where no collection has measured both",
        "families, weights are set by hand and add up as log-odds.",
        "",
        f"From {LEANS:.0%} on, of what is decided either way, the rules are said to",
        f"lean; the support is {limits}, strong above. Where no",
        f"useful difference has {LEVEL:.0%} or more, that is what they say.",
        "",
        "**Agreement after training.** *Confirmed*: the verdict is what the rule leans",
        "to. *Refuted*: the other family is better, so the rule misled. *Not",
        "confirmed*: no useful difference, or a gain from deep learning is unlikely.",
        "*Open*: undecided, or not measured. DL007 and DL008 say below what they",
        "measure instead.",
        "",
    ]


def _prior() -> list[str]:
    known = model()
    codes = [rule.code for rule in RULES if rule.name in ASKED]
    return [
        "## The probability before training",
        "",
        "For tables: a logistic regression of who won on which of",
        f"{words.listed(codes)} apply, fitted on the {known['n_sets']}",
        "public tables of known size. Neither family's probability leaves the range",
        "that was observed among fifths of unseen tables. On unseen tables its",
        f"log-loss is {known['log_loss']:.3f}, that of the shares of all tables",
        f"{known['log_loss_base']:.3f}: a little better than knowing nothing of the",
        "data, no more.",
        "",
        "| probability of | tables | predicted | observed |",
        "| --- | --- | --- | --- |",
        *(
            f"| {line['outcome']} | {line['n_sets']} | {line['predicted']:.1%}"
            f" | {line['observed']:.1%} |"
            for line in known["calibration"]
        ),
        "",
        "Learned from all sources but one, without the tables that the one shares:",
        "",
        "| source left out | tables | log-loss | of the others' shares |",
        "| --- | --- | --- | --- |",
        *(
            f"| {SOURCES[line['source']][0]} | {line['n_sets']}"
            f" | {line['log_loss']:.3f} | {line['log_loss_base']:.3f} |"
            for line in known["left_out"]
        ),
        "",
        "Where the first number is the larger, the rules misled: whom they favour",
        "hangs on the networks and the classical models that a source compares.",
        "",
    ]


def _nearest() -> list[str]:
    known = model()
    return [
        "## The nearest public tables",
        "",
        f"The {N_NEAREST} tables nearest in rows, columns, classes and share of",
        "categories, and once they are measured in the leads of a linear model and of",
        "nearest neighbours over a random forest; each trait in its own spread, those",
        "unknown left out. As a forecast for unseen tables their shares have log-loss",
        f"{known['log_loss_nearest']:.3f} before training and",
        f"{known['log_loss_nearest_landmarks']:.3f} with the two leads.",
        "",
    ]


def _sources() -> list[str]:
    known = model()
    codes = {rule.name: rule.code for rule in RULES}
    return [
        "## Where the record comes from",
        "",
        "| source | what is compared | results from |",
        "| --- | --- | --- |",
        *(f"| {' | '.join(source)} |" for source in SOURCES.values()),
        "",
        "What is shipped is derived from these: pooled, rounded, in practical limits.",
        "A table in several sources counts once, by the median of what they say; so do",
        "versions of one table that differ in a seed or a size. Results are of others,",
        "with other networks and other boosting than here. Each family is as good as",
        "its best on the test part: of four or more classical models and two networks,",
        "which flatters the classical side a little.",
        "",
        "The rules that read two quick models (DL013, DL014) are judged by scores on",
        "the same test part as the outcome. *Crossed*: with the quick models of one",
        "source and the outcome of another. *Against boosting alone*: as such rules",
        "are usually stated. A linear model that beats the forest is a classical model",
        "itself, and often the best of all.",
        "",
        "| rule | how | right | level | wrong |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {codes[line['rule']]} | {line['source']} | {line['n_right']}"
            f" | {line['n_level']} | {line['n_wrong']} |"
            for line in known["landmarks"]
        ),
        "",
        "What choosing by a fixed rule loses against the better family, on average, in",
        "practical limits (1 is the smallest difference that matters):",
        "",
        "| choose | tables | loses |",
        "| --- | --- | --- |",
        *(
            f"| {line['rule'].replace('_', ' ')} | {line['n_sets']}"
            f" | {line['regret_followed']:.2f} |"
            for line in known["ways"]
        ),
        "",
        "# Every rule",
        "",
    ]


def _section(rule: Rule) -> str:
    has = f"- The document: {rule.document}" if rule.document else ""
    lines = [
        f"- Speaks for: **{rule.says}**",
        has,
        f"- What studies found: {rule.evidence}",
        f"- On public tables: {_record(rule)}",
        f"- Source: {rule.source}",
    ]
    kept = [line for line in lines if line]
    return "\n".join([f"## {rule.code}: {rule.title}", "", *kept, ""])


def _record(rule: Rule) -> str:
    record = record_of(rule)
    if record is None:
        return "no public record."
    return (
        f"right on {record.n_right} of {n_sets(record)}, level on {record.n_level},"
        f" wrong on {record.n_wrong}."
    )


if __name__ == "__main__":
    sys.stdout.write(rules_page())
