"""File names that say which images were taken together."""

import numpy as np

from dlcompare import words
from dlcompare.checks import quick, remedies, splits
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check
from dlcompare.checks.pictures import picture_sample
from dlcompare.checks.quick import GRAVE_DROP, falls, gravity
from dlcompare.modalities.images.names import NAME_PREFIX, prefixes
from dlcompare.records import CheckResult

CODE = "DC023"
MIN_GROUPS = 10  # two for each of five folds
MIN_IMAGES_EACH = 1.5  # on average; else hardly any belong together
NUMBERED = 0.5  # of the groups: their prefix counts something, such as patient12


def run(case: Case) -> tuple[CheckResult, ...]:
    """One result where prefixes of names part the images into many groups."""
    dataset = case.dataset
    names = prefixes(dataset.row_names)
    codes, groups = names.factorize()
    is_many = len(groups) >= MIN_GROUPS
    if not is_many or len(codes) < MIN_IMAGES_EACH * len(groups):
        return ()
    if groups.astype("str").str.contains(r"\d").mean() < NUMBERED:
        return ()
    sample = picture_sample(dataset, splits.whole_groups(dataset, codes))
    at_random = quick.score(sample, splits.at_random(sample.y, sample.n_classes))
    apart = quick.score(sample, splits.by_group(codes[sample.rows]))
    is_worse = bool(at_random and apart and falls(at_random, apart))
    labels = ("images at random", "each prefix on one side")
    pairs = zip(labels, (at_random, apart), strict=True)
    largest = int(np.bincount(codes).max())
    does = "does clearly worse" if is_worse else "does not do clearly worse"
    return (
        CheckResult(
            CODE,
            f"File names part the images into {len(groups):,} groups",
            gravity(at_random, apart, is_clear=is_worse),
            f"Names begin alike, such as {words.listed(sorted(groups)[:3])}, for up to "
            f"{words.count(largest, 'image')} each. If they show the same patient, "
            "place or day, they must not stand in training and test. A quick model on "
            f"small pictures {does} on groups it has not met.",
            question="Do images whose names begin alike belong together?",
            measured=tuple(s.as_measured(label) for label, s in pairs if s),
            remedies=(remedies.group(NAME_PREFIX),),
        ),
    )


IMAGE_GROUPS = Check(
    code=CODE,
    name="image_groups",
    title="File names do not group the images",
    modalities=("images",),
    run=run,
    looks_at=f"Names without what counts them, if they make at least {MIN_GROUPS} "
    f"groups of {MIN_IMAGES_EACH} images or more, and half of them hold a number. A "
    "quick model on pictures of 8 x 8 pixels is scored with images parted at random "
    "and with each group on one side; a thing to check where the second is clearly "
    f"less, a question where it is {GRAVE_DROP} less.",
    remedy="Images whose names begin alike are kept on one side of every split.",
    source="Roberts et al. (2017), Cross-validation strategies for data with temporal, "
    "spatial, hierarchical, or phylogenetic structure, Ecography 40.",
)
