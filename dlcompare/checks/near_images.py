"""Images that nearly repeat another, within a class or across two."""

from dlcompare import words
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.modalities.images.alike import MAX_BITS, MIN_LIKENESS
from dlcompare.records import CheckResult, ImagePair

CODE = "DC021"
MANY = 0.01  # pairs over images; the difference of two models is seldom larger
MANY_ACROSS = 0.001  # pairs of two classes over images: one of the labels is wrong
SHOWN = 3


def run(case: Case) -> tuple[CheckResult, ...]:
    """One result for pairs within classes, one for pairs across two classes."""
    images, n = case.profile.images, len(case.dataset.y)
    if images is None:
        raise NotApplicable("The images have not been compared.")
    found = []
    across = tuple(pair for pair in images.across if not pair.is_equal)
    n_across = images.n_across - (len(images.across) - len(across))
    if across:
        n_pairs = words.count(n_across, "pair")
        found.append(
            CheckResult(
                CODE,
                f"{n_pairs} of alike images in two classes",
                "check" if n_across >= MANY_ACROSS * n else "note",
                f"Such as {_named(across)}. One of the two classes must be "
                "wrong, or both are right and no model can tell.",
                question="Which class is right?",
            )
        )
    if images.n_near:
        verb = "repeats" if images.n_near == 1 else "repeat"
        found.append(
            CheckResult(
                CODE,
                f"{words.count(images.n_near, 'image')} nearly {verb} another",
                "check" if images.n_near >= MANY * n else "note",
                f"Such as {_named(images.near)}: the same picture saved again, "
                "lightened or resized. A copy can stand in training and test, and "
                "scores look too good.",
            )
        )
    return tuple(found)


def _named(pairs: tuple[ImagePair, ...]) -> str:
    shown = [f"'{a}' with '{b}'" for a, b in (pair.names for pair in pairs)]
    return words.listed(shown, limit=SHOWN)


NEAR_IMAGES = Check(
    code=CODE,
    name="near_images",
    title="No image is nearly another",
    modalities=("images",),
    run=run,
    looks_at=f"Images whose perceptual hashes differ in at most {MAX_BITS} of 64 bits "
    f"and whose outlines agree by {MIN_LIKENESS}. Grave from {MANY:.0%} of the images "
    f"on, across two classes from {words.share(MANY_ACROSS)}.",
    remedy="By hand: keep one image of each pair, and correct the classes.",
    source="Barz & Denzler (2020), Do we train on test data? Purging CIFAR of "
    "near-duplicates, Journal of Imaging 6.",
)
