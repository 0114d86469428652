"""Whether all machines of a cluster have the same Python and the same libraries."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from dlcompare.errors import UnsuitableCluster

GUIDE = "See docs/howto/cluster.md."
NOT_THERE = "not installed"


def here() -> dict[str, str]:
    """Of everything that has to be equal, on the machine that is asked."""
    from dlcompare import conclusion

    return {**conclusion.versions(), "distributed": version("distributed")}


def refuse_others(ours: Mapping[str, str], theirs: Mapping[str, Any]) -> None:
    """Compare versions: those of this machine, and by place those elsewhere.

    What a place could not tell is the exception that kept it from doing so.

    Raises
    ------
    UnsuitableCluster
        Naming the first library that differs.
    """
    for place, found in theirs.items():
        if isinstance(found, Exception):
            raise UnsuitableCluster(
                f"On {place} dlcompare does not start ({first_line(found)}).",
                f"Install dlcompare there with the same requirements.txt. {GUIDE}",
            )
        _refuse(_comparable(ours), _comparable(found), place)


def first_line(error: Exception) -> str:
    """What an error says, for a sentence."""
    text = str(error).strip() or type(error).__name__
    return text.splitlines()[0].rstrip(".")


def _refuse(ours: Mapping[str, str], theirs: Mapping[str, str], place: str) -> None:
    libraries = sorted({*ours, *theirs}, key=lambda name: (name != "python", name))
    for library in libraries:
        mine = ours.get(library, NOT_THERE)
        other = theirs.get(library, NOT_THERE)
        if mine != other:
            raise UnsuitableCluster(
                f"The versions of {library} differ: {mine} here, {other} on {place}.",
                "Install the same Python and the same requirements.txt on all "
                f"machines. {GUIDE}",
            )


def _comparable(versions: Mapping[str, str]) -> dict[str, str]:
    """Patches of Python do not matter, nor whether TensorFlow can use a GPU."""
    found = dict(versions)
    found["python"] = ".".join(found["python"].split(".")[:2])
    if "tensorflow-cpu" in found:
        found["tensorflow"] = found.pop("tensorflow-cpu")
    return found
