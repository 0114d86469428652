"""DL001: images, video, audio and text call for deep learning."""

from dlcompare import words
from dlcompare.advice.rule import DOCUMENT, NotApplicable, Rule, found
from dlcompare.records import Comparison, Finding, Priorities, Profile

FEW_PER_CLASS = 50  # images; below, hand-crafted features were level or better
MANY_PER_CLASS = 200  # images; from 100 to 200 on networks pull ahead
SMALL_SIDE = 32  # pixels; grey images up to here: Fashion-MNIST is 28 x 28
FASHION_HOG = 0.926  # accuracy, HOG + SVM; benchmark table of Fashion-MNIST
FASHION_NETWORK = 0.925  # accuracy, a network under 100,000 parameters; same table

STRENGTH_FEW = 0.1
STRENGTH_SMALL_GREY = 0.25  # the same benchmark: level, so hardly a reason
STRENGTH_SOME = 0.45
STRENGTH_MANY = 0.7  # natural images: 0.75 to 0.9 against 0.62 on CIFAR-10


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """How strongly pictures speak for deep learning, by number, size and colour."""
    if profile.modality != "images":
        return _of_table(profile, comparison)
    per_class = int(profile.trait("n_images_per_class_min", 0.0))
    side, n_channels = profile.trait("image_side"), profile.trait("n_channels", 1.0)
    seen = (
        f"{words.count(profile.n_rows, 'image')}, {words.count(per_class)} in the"
        " smallest class"
    )
    if per_class < FEW_PER_CLASS:
        return found(
            UNSTRUCTURED,
            comparison,
            text=f"{seen}: under {FEW_PER_CLASS}, too few for a network to learn"
            " features that beat hand-crafted ones.",
            strength=STRENGTH_FEW,
        )
    if n_channels == 1 and 0 < side <= SMALL_SIDE:
        return found(
            UNSTRUCTURED,
            comparison,
            text=f"{seen}, grey and {words.count(round(side), 'pixel')} a side: with"
            f" pictures like these hand-crafted features reach {FASHION_HOG}, a small"
            f" network {FASHION_NETWORK}.",
            strength=STRENGTH_SMALL_GREY,
        )
    is_many = per_class >= MANY_PER_CLASS
    return found(
        UNSTRUCTURED,
        comparison,
        text=f"{seen}: {'enough' if is_many else 'perhaps enough'} for a network to"
        " learn its own features.",
        strength=STRENGTH_MANY if is_many else STRENGTH_SOME,
    )


def _of_table(profile: Profile, comparison: Comparison | None) -> Finding:
    n_text = sum(column.kind == "text" for column in profile.columns)
    if n_text == 0:
        raise NotApplicable("The data is a table: no images, video, audio or text.")
    columns = words.count(n_text, "column")
    return found(
        UNSTRUCTURED,
        comparison,
        leaning="none",
        text=f"{columns} of {words.count(profile.n_features)}"
        f" {'holds' if n_text == 1 else 'hold'} free text, which no"
        " candidate reads as language here, so the rule cannot be tried.",
        strength=0.0,
    )


UNSTRUCTURED = Rule(
    code="DL001",
    name="unstructured",
    title="Images, video, audio or text",
    says="deep",
    document="Use deep learning for images, video, audio and text.",
    evidence=(
        f"Not a law. Under {FEW_PER_CLASS} images per class hand-crafted features are"
        f" level or better; from about {MANY_PER_CLASS} on networks pull ahead on"
        f" natural pictures. On grey images of 28 x 28 pixels (Fashion-MNIST) both"
        f" reach the same: {FASHION_HOG} and {FASHION_NETWORK}."
    ),
    run=run,
    source=f"{DOCUMENT}; Xiao, Rasul & Vollgraf (2017), Fashion-MNIST, benchmark table",
)
