"""What tells the class of an image without a look at what it shows."""

from pathlib import PurePosixPath

import numpy as np

from dlcompare import words
from dlcompare.checks import quick, splits
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.checks.pictures import SUPERFICIAL, picture_sample
from dlcompare.modalities.images.names import name_prefix
from dlcompare.modalities.single_column import held_out_skill
from dlcompare.records import CheckResult, ColumnProfile

CODE = "DC022"
MIN_IMAGES = 60
OF_FILES = ("width", "height", "file size")  # of the profile
FILE_SKILL = 0.4  # above guessing, of what belongs to the file and not to the motif
LIGHT_SKILL = 0.7  # of brightness and border, which the motif may have a part in
CERTAIN = 0.95  # of any of them: a question


def run(case: Case) -> tuple[CheckResult, ...]:
    """One result for everything that alone tells the class."""
    dataset = case.dataset
    if len(dataset.y) < MIN_IMAGES:
        raise NotApplicable(f"Fewer than {MIN_IMAGES} images tell this by chance.")
    sample = picture_sample(dataset, splits.some_rows(dataset))
    k = sample.n_classes
    of_light = {n: held_out_skill(sample.column(n), sample.y, k) for n in SUPERFICIAL}
    found = [
        (name, skill)
        for skills, least in ((of_light, LIGHT_SKILL), (_of_files(case), FILE_SKILL))
        for name, skill in skills.items()
        if case.above_chance(skill) >= least
    ]
    if not found:
        return ()
    found.sort(key=lambda pair: -pair[1])
    score = quick.score(
        sample, splits.at_random(sample.y, k), columns=list(SUPERFICIAL)
    )
    shown = [f"{name} ({words.score(skill)})" for name, skill in found]
    return (
        CheckResult(
            CODE,
            f"{words.sentence_start(found[0][0])} tells the class",
            "decide" if case.above_chance(found[0][1]) >= CERTAIN else "check",
            f"Balanced accuracy from one number alone: {words.listed(shown)}; guessing "
            f"has {words.score(1 / k)}. A model may learn that instead of what the "
            "images show, and fail on images from elsewhere.",
            question="Were the classes photographed or saved in different ways?",
            measured=(
                (score.as_measured("brightness, contrast and border alone"),)
                if score
                else ()
            ),
        ),
    )


def _of_files(case: Case) -> dict[str, float]:
    """Balanced accuracy of size, ending and name, which models do not even see."""
    dataset = case.dataset
    k = len(dataset.classes)
    by_name = {column.name: column for column in case.profile.columns}
    skills = {
        n: _of_bins(by_name[n], dataset.classes) for n in OF_FILES if n in by_name
    }
    endings = [PurePosixPath(name).suffix.lower() for name in dataset.row_names]
    names = [_prefix(name, dataset.classes) for name in dataset.row_names]
    for label, values in (("the file type", endings), ("the file name", names)):
        codes = np.unique(values, return_inverse=True)[1].astype(np.float64)
        if len(np.unique(codes)) > 1:
            skills[label] = held_out_skill(codes, dataset.y, k, is_category=True)
    return skills


def _prefix(name: str, classes: tuple[str, ...]) -> str:
    """The prefix of a file's name, "" where it merely says the class."""
    prefix = name_prefix(name).lower()
    is_class = any(
        label.lower() in prefix or prefix in label.lower() for label in classes
    )
    return "" if is_class else prefix


def _of_bins(column: ColumnProfile, classes: tuple[str, ...]) -> float:
    """Balanced accuracy of guessing, in each bar, the class with most of itself there.

    On the rows counted; with some ten bars and hundreds of images this is little
    too good.
    """
    counts = [[b.counts_by_class.get(c, 0) for c in classes] for b in column.bins]
    table = np.array(counts, dtype=np.float64)
    if table.size == 0 or not table.any():
        return 0.0
    shares = table / np.maximum(table.sum(axis=0), 1)
    return float(shares.max(axis=1).sum() / len(classes))


IMAGE_SHORTCUT = Check(
    code=CODE,
    name="image_shortcut",
    title="Nothing but the motif tells the class",
    modalities=("images",),
    run=run,
    looks_at="How well the class is told by one number alone, on held-out images, "
    f"above guessing: from {LIGHT_SKILL} of brightness, contrast and border, from "
    f"{FILE_SKILL} of width, height, file size, file type and the beginning of the "
    f"file name. A question from {CERTAIN} on.",
    remedy="By hand: take images of all classes in the same way, or crop and scale "
    "them alike.",
    source="DeGrave, Janizek & Lee (2021), AI for radiographic COVID-19 detection "
    "selects shortcuts over signal, Nature Machine Intelligence 3.",
)
