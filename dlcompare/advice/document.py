"""`python -m dlcompare.advice.document` prints docs/rules.md, made from the rules."""

import math
import sys

from dlcompare.advice.advise import LEANS, LOG_ODDS, SUPPORT
from dlcompare.advice.rule import Rule
from dlcompare.advice.rules import RULES


def rules_page() -> str:
    """The page docs/rules.md, complete.

    Returns
    -------
    str
        Markdown.
    """
    return "\n".join([*_introduction(), *(_section(rule) for rule in RULES)])


def _introduction() -> list[str]:
    rows = [f"| {r.code} | {r.title} | {r.says} |" for r in RULES]
    limits = ", ".join(f"{word} below {limit:.0%}" for limit, word in SUPPORT[:-1])
    return [
        "# Rules of thumb",
        "",
        "<!-- Made by `make docs` from dlcompare/advice/rules. Do not edit. -->",
        "",
        "Rules of thumb are asked twice: before training they are all there is, after",
        "it each is held against what was measured. They never decide: the folds do",
        "([how](statistics.md)).",
        "",
        "| code | rule | speaks for |",
        "| --- | --- | --- |",
        *rows,
        "",
        "**Weight.** Each rule has a strength from 0 to 1 on given data; strength",
        f"1 turns even odds into {math.exp(LOG_ODDS):.0f} to 1. The strengths add up",
        f"as log-odds. From {LEANS:.0%} on the rules are said to lean; the support is",
        f"{limits}, strong above. The weights are small",
        "because no rule from the looks of a table predicted the winner across",
        "collections of tables.",
        "",
        "**Agreement after training.** *Confirmed*: the verdict is what the rule leans",
        "to. *Refuted*: the other family is better. *Not confirmed*: no useful",
        "difference, or a gain from deep learning is unlikely. *Open*: undecided, or",
        "not measured. DL007 and DL008 say below what they measure instead.",
        "",
    ]


def _section(rule: Rule) -> str:
    return "\n".join(
        [
            f"## {rule.code}: {rule.title}",
            "",
            f"- Speaks for: **{rule.says}**",
            f"- The document: {rule.document}",
            f"- What studies found: {rule.evidence}",
            f"- Source: {rule.source}",
            "",
        ]
    )


if __name__ == "__main__":
    sys.stdout.write(rules_page())
