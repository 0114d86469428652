"""A ZIP of images in class folders, read member by member and never extracted."""

import stat
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from dlcompare import words
from dlcompare.errors import UnreadableUpload
from dlcompare.modalities import limits

IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".webp")
ARCHIVE_SUFFIXES = (".zip", ".gz", ".tgz", ".tar", ".rar", ".7z", ".bz2", ".xz")
NESTED = "nested archive"  # a kind of file that is left out
CLUTTER = ("__macosx", "thumbs.db", "desktop.ini")
PARTS = {"train", "training", "test", "testing", "val", "valid", "validation"}
FOLDERS = "Put each class in its own folder and pack the folders as ZIP."
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)


@dataclass(frozen=True)
class Member:
    """One image in the archive, and the class folder it lies in."""

    info: zipfile.ZipInfo
    name: str
    label: str


@dataclass(frozen=True)
class Content:
    """The images of an archive in the order of their names, and what is left out."""

    members: tuple[Member, ...]
    notes: tuple[str, ...]


def list_images(archive: zipfile.ZipFile, name: str) -> Content:
    """The images that lie in class folders.

    Raises
    ------
    UnreadableUpload
        Too many files, a path that leaves the archive, a password, no images,
        or not two class folders.
    """
    infos = archive.infolist()
    if len(infos) > limits.MAX_MEMBERS:
        raise UnreadableUpload(
            f"{name} holds {len(infos):,} files, more than {limits.MAX_MEMBERS:,}.",
            "Upload a sample of the images.",
        )
    paths = []
    left_out: Counter[str] = Counter()
    for info in infos:
        path = _safe_path(info, name)
        reason = _unwanted(info, path)
        if reason:
            left_out[reason] += 1
        elif not info.is_dir():
            paths.append((path, info))
    if not paths:
        raise _without_images(name, left_out)
    members, notes = _by_class(paths, name)
    members, merged = _one_spelling(members)
    if len({member.label for member in members}) < 2:
        raise UnreadableUpload(
            f"{name} has one class only: its folders differ in the case of letters.",
            "Give each class a name of its own.",
        )
    notes = (*notes, *merged, *_empty(infos, paths))
    left = [f"{words.count(n, kind)} left out." for kind, n in left_out.items() if kind]
    return Content(tuple(sorted(members, key=lambda m: m.name)), (*left, *notes))


def read_member(archive: zipfile.ZipFile, member: Member, name: str) -> bytes | None:
    """The bytes of an image, or None when they are damaged.

    Raises
    ------
    UnreadableUpload
        It unfolds beyond what an image does: sizes in the archive's own
        directory are not believed.
    """
    try:
        with archive.open(member.info) as file:
            data = file.read(limits.MAX_MEMBER_BYTES + 1)
    except BROKEN:
        return None
    ratio = len(data) / max(member.info.compress_size, 1)
    is_bomb = len(data) > limits.MEMBER_RATIO_FREE_BYTES and ratio > limits.MAX_RATIO
    if is_bomb or len(data) > limits.MAX_MEMBER_BYTES:
        raise UnreadableUpload(
            f"{name} holds a file that unfolds to {words.size(len(data))} or more "
            f"from {words.size(member.info.compress_size)}: {member.name[:80]}.",
            f"Images may have {words.size(limits.MAX_MEMBER_BYTES)} each; "
            "remove that file.",
        )
    return data


def _safe_path(info: zipfile.ZipInfo, name: str) -> PurePosixPath:
    """The member's path with forward slashes, refused if it leaves the archive."""
    text = info.filename.replace("\\", "/")
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts or ":" in text.split("/")[0]:
        raise UnreadableUpload(
            f"{name} holds a file whose path leads out of it: {text[:80]}.",
            "Pack the class folders again with a usual tool.",
        )
    if info.flag_bits & 1:
        raise UnreadableUpload(
            f"{name} is protected by a password.", "Pack the folders without one."
        )
    return path


def _unwanted(info: zipfile.ZipInfo, path: PurePosixPath) -> str:
    """Why a member is no image to read: a kind to be counted, or ""."""
    if info.is_dir():
        return ""
    if any(p.startswith(".") or p.lower() in CLUTTER for p in path.parts):
        return "hidden file"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "symbolic link"
    suffix = path.suffix.lower()
    if suffix in ARCHIVE_SUFFIXES:
        return NESTED
    return "" if suffix in IMAGE_SUFFIXES else "file that is no image"


def _without_images(name: str, left_out: Counter[str]) -> UnreadableUpload:
    n_nested = left_out[NESTED]
    if n_nested:
        return UnreadableUpload(
            f"{name} holds {words.count(n_nested, NESTED)} and no image.",
            "Unpack what is inside, then pack the class folders once.",
        )
    return UnreadableUpload(f"{name} holds no images.", FOLDERS)


def _one_spelling(
    members: list[Member],
) -> tuple[list[Member], tuple[str, ...]]:
    """Folders that differ only in case or outer blanks as one class, the commoner."""
    counts = Counter(member.label for member in members)
    by_key: dict[str, list[str]] = {}
    for label, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        key = unicodedata.normalize("NFC", label).strip().casefold()
        by_key.setdefault(key, []).append(label)
    spelling = {own: names[0] for names in by_key.values() for own in names}
    quoted = {
        names[0]: [f"'{name}'" for name in sorted(names)]
        for names in by_key.values()
        if len(names) > 1
    }
    notes = tuple(
        f"The folders {words.listed(all_of_it, limit=4)} are read as one class,"
        f" '{name}'."
        for name, all_of_it in quoted.items()
    )
    return [replace(m, label=spelling[m.label]) for m in members], notes


def _empty(
    infos: Sequence[zipfile.ZipInfo], paths: list[tuple[PurePosixPath, zipfile.ZipInfo]]
) -> tuple[str, ...]:
    """A note on folders in which, and below which, no image lies."""
    filled = {parent for path, _ in paths for parent in path.parents}
    folders = [
        PurePosixPath(info.filename.replace("\\", "/"))
        for info in infos
        if info.is_dir()
    ]
    empty = [
        folder
        for folder in folders
        if folder not in filled
        and folder.parent in {*filled, PurePosixPath()}
        and not any(p.startswith(".") or p.lower() in CLUTTER for p in folder.parts)
    ]
    if not empty:
        return ()
    shown = words.listed([f"'{folder}'" for folder in empty], limit=3)
    return (f"{words.count(len(empty), 'folder')} without images: {shown}.",)


def _by_class(
    paths: list[tuple[PurePosixPath, zipfile.ZipInfo]], name: str
) -> tuple[list[Member], tuple[str, ...]]:
    """Images with the class folder each lies in.

    Folders around all classes are passed over; so are folders that part the
    images into training and test, whose images are read together.
    """
    notes: tuple[str, ...] = ()
    depth = _common_depth([path for path, _ in paths])
    first = {
        path.parts[depth].lower() for path, _ in paths if len(path.parts) > depth + 1
    }
    if first and first <= PARTS:
        depth += 1
        shown = words.listed(sorted(first))
        notes = (f"Images of the folders {shown} are read together.",)
    members, n_loose = [], 0
    for path, info in paths:
        if len(path.parts) > depth + 1:
            members.append(Member(info, str(path), path.parts[depth]))
        else:
            n_loose += 1
    n_classes = len({member.label for member in members})
    if n_classes < 2:
        seen = f"All {len(paths):,} images lie " + (
            "at the top level" if depth == 0 and n_loose else "in one folder"
        )
        raise UnreadableUpload(f"{name} has no class folders. {seen}.", FOLDERS)
    if n_loose:
        notes = (
            *notes,
            f"{words.count(n_loose, 'image')} outside class folders left out.",
        )
    return members, notes


def _common_depth(paths: list[PurePosixPath]) -> int:
    """How many leading folders all images that lie in folders share."""
    inside = [path.parts[:-1] for path in paths if len(path.parts) > 1]
    if not inside:
        return 0
    depth = 0
    shortest = min(len(parts) for parts in inside)
    while depth < shortest and len({parts[depth] for parts in inside}) == 1:
        depth += 1
    return depth
