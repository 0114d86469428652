"""Which models of a family compete, and which stand beside those that do."""

from collections.abc import Iterable

from dlcompare.models.spec import ModelSpec


def beside(specs: Iterable[ModelSpec]) -> frozenset[str]:
    """Of the models of one family, the names of those that are not counted.

    Families compete with equal numbers of settings. Beside them stand, by their
    defaults, the references and the models that can be read as a whole: they answer
    what the simplest and the most readable model loses. Where a family has nothing
    else, the readable ones compete, and where it has only references, they do.

    Parameters
    ----------
    specs : iterable of ModelSpec
        Of one family.
    """
    own = tuple(specs)
    names = frozenset(spec.name for spec in own)
    ordinary = [spec.name for spec in own if not spec.is_reference]
    strong = [
        spec.name for spec in own if not spec.is_reference and not spec.is_interpretable
    ]
    return names - frozenset(strong or ordinary or names)
