"""Images that are in the archive more than once, pixel by pixel."""

from dlcompare import words
from dlcompare.checks import remedies
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check
from dlcompare.modalities.images.describe import pixel_hashes
from dlcompare.records import CheckResult

CODE = "DC007"
MANY = 0.01  # share of the images, as for rows
SHOWN = 4


def run(case: Case) -> tuple[CheckResult, ...]:
    """One result for all images whose pixels equal an earlier one's."""
    dataset, n_images = case.dataset, len(case.dataset.y)
    hashes = pixel_hashes(dataset.X)
    again = hashes.duplicated()
    n_again = int(again.sum())
    if not n_again:
        return ()
    share = n_again / n_images
    verb = "repeats" if n_again == 1 else "repeat"
    names = [f"'{dataset.row_names[i]}'" for i in again[again].index]
    classes = hashes.groupby(hashes).transform(lambda h: len({*dataset.y[h.index]}))
    n_contrary = int((classes > 1).sum())
    contrary = ""
    if n_contrary:
        contrary = f" {words.count(n_contrary, 'image')} of them lie in two classes."
    return (
        CheckResult(
            CODE,
            f"{words.count(n_again, 'image')} {verb} another",
            "check" if share >= MANY or n_contrary else "note",
            f"{words.share(share)} of the images equal an earlier one pixel by pixel: "
            f"{words.listed(names, limit=SHOWN)}. A copy can stand in training and "
            f"test, and scores look too good.{contrary}",
            remedies=(remedies.together(),),
        ),
    )


DUPLICATE_IMAGES = Check(
    code=CODE,
    name="duplicate_images",
    title="No image is there twice",
    modalities=("images",),
    run=run,
    looks_at="Images equal pixel by pixel. Grave from "
    f"{MANY:.0%} of the images on, or when copies lie in two classes.",
    remedy="Equal images are kept on one side of every split.",
    source="Barz & Denzler (2020), Do we train on test data? Purging CIFAR of "
    "near-duplicates, Journal of Imaging 6.",
)
