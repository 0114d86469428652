"""Whether a model is worth trying on data of this size."""

from dlcompare.models.spec import ModelSpec, n_scores
from dlcompare.records import Profile


def why_not(spec: ModelSpec, profile: Profile) -> str:
    """Why the model is not tried on this data, in words; "" when it may be."""
    limits = spec.limits
    scores = profile.n_rows * n_scores(profile.n_classes)
    pixels = int(profile.trait("image_side")) ** 2
    tail = f": {limits.reason}." if limits.reason else "."
    if profile.n_rows < limits.min_rows:
        return f"Needs at least {limits.min_rows:,} rows; there are {profile.n_rows:,}."
    for seen, most, unit in (
        (profile.n_rows, limits.max_rows, "rows"),
        (profile.n_features, limits.max_features, "columns"),
        (profile.n_classes, limits.max_classes, "classes"),
        (pixels, limits.max_pixels, "pixels"),
        (scores, limits.max_scores, "rows times classes"),
    ):
        if most is not None and seen > most:
            return f"{seen:,} {unit}, more than {most:,}{tail}"
    return ""
