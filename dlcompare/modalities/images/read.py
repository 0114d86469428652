"""A ZIP of class folders to pixels of one size: `images.npy` and `members.parquet`."""

import json
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from dlcompare import words
from dlcompare.errors import UnreadableUpload
from dlcompare.modalities import limits
from dlcompare.modalities.images import pixels
from dlcompare.modalities.images.archive import Member, list_images, read_member
from dlcompare.records import Column, Decision, Reading, ReadOptions, Upload

PIXELS_FILE = "images.npy"
MEMBERS_FILE = "members.parquet"
UNREADABLE_FILE = "unreadable.json"  # names of files that are no images; may be absent
THUMBNAILS = "thumbnails"
TARGET = "class"

SAMPLES_PER_CLASS, SAMPLE_CLASSES = 9, 20
THUMBNAIL_SIDE = 96  # pixels, the longer side
SIZED_IMAGES = 500  # headers looked at to choose the common size
COPY_IMAGES = 1_000


@dataclass(frozen=True)
class _Decoded:
    """What one pass over the archive gave: rows of members.parquet, and the rest."""

    rows: list[dict[str, object]]
    broken: list[str]
    too_large: list[str]
    all_grey: bool


def read(upload: Upload, options: ReadOptions, folder: Path) -> Reading:
    """Read the images and write them, all of one size, into `folder`.

    Raises
    ------
    UnreadableUpload
        Not a sound archive, unsafe, without class folders, or too few images.
    """
    try:
        with zipfile.ZipFile(upload.path) as archive:
            content = list_images(archive, upload.name)
            side, size_decision = _side(archive, content.members, upload.name)
            decoded = _decode_all(archive, content.members, upload.name, side, folder)
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError) as error:
        raise UnreadableUpload(
            f"{upload.name} is a broken ZIP file.", "Pack the class folders again."
        ) from error
    _check_enough(decoded, upload.name)
    members = pd.DataFrame(decoded.rows)
    # Classes too small to learn come last: what is opened is then a part of the file.
    n_of_class = members.groupby("label")["label"].transform("size")
    order = np.argsort(n_of_class < limits.MIN_CLASS_ROWS, kind="stable")
    members = members.iloc[order].reset_index(drop=True)
    n_channels = _finish(folder, np.asarray(order), decoded.all_grey)
    members.to_parquet(folder / MEMBERS_FILE, index=False)
    (folder / UNREADABLE_FILE).write_text(
        json.dumps([*decoded.broken, *decoded.too_large]), "utf-8"
    )
    n, n_classes = len(members), members["label"].nunique()
    colour = Decision(
        "colour",
        "grey" if n_channels == 1 else "colour",
        "no image has colour" if n_channels == 1 else "some images have colour",
    )
    return Reading(
        modality="images",
        n_rows=n,
        columns=(
            Column("image", "image", 0, n),
            Column(TARGET, "category", 0, int(n_classes)),
        ),
        decisions=(size_decision, colour),
        notes=(*content.notes, *_remarks(decoded, members, side)),
        target=TARGET,
        target_reason="each folder of the archive is a class",
    )


def _side(
    archive: zipfile.ZipFile, members: Sequence[Member], name: str
) -> tuple[int, Decision]:
    """The side of the square all images are brought to: their median, in limits."""
    step = max(len(members) // SIZED_IMAGES, 1)
    sizes = []
    for member in members[::step]:
        data = read_member(archive, member, name)
        size = pixels.image_size(data) if data else None
        if size:
            sizes.append(min(size))
    median = int(np.median(sizes)) if sizes else limits.MIN_SIDE
    side = min(max(median, limits.MIN_SIDE), limits.MAX_SIDE)
    reason = f"the shorter side of the images is {median:,} pixels"
    if sizes and min(sizes) != max(sizes):
        reason += f" in the middle, {min(sizes):,} to {max(sizes):,} in all"
    if median > limits.MAX_SIDE:
        reason += f"; at most {limits.MAX_SIDE} are used"
    return side, Decision("size", f"{side} x {side}", reason)


def _decode_all(
    archive: zipfile.ZipFile,
    members: Sequence[Member],
    name: str,
    side: int,
    folder: Path,
) -> _Decoded:
    """Decode every image into a scratch file, and keep thumbnails of some."""
    (folder / THUMBNAILS).mkdir(exist_ok=True)
    shown = _shown(members)
    scratch = np.lib.format.open_memmap(
        folder / "scratch.npy", "w+", np.uint8, (len(members), side, side, 3)
    )
    rows: list[dict[str, object]] = []
    broken: list[str] = []
    too_large: list[str] = []
    all_grey, n_bytes = True, 0
    for place, member in enumerate(members):
        data = read_member(archive, member, name)
        n_bytes += len(data or b"")
        if n_bytes > limits.MAX_ARCHIVE_BYTES:
            raise UnreadableUpload(
                f"{name} unfolds to more than {words.size(limits.MAX_ARCHIVE_BYTES)}.",
                "Upload a sample of the images, or smaller ones.",
            )
        picture = pixels.decode(data) if data else None
        if picture is None:
            is_large = data is not None and pixels.is_too_large(data)
            (too_large if is_large else broken).append(member.name)
            continue
        square = pixels.to_square(picture.image, side)
        scratch[len(rows)] = square
        all_grey = all_grey and (picture.mode == "grey" or pixels.is_grey(square))
        thumbnail = f"{THUMBNAILS}/{len(rows):06d}.png" if place in shown else ""
        if thumbnail:
            picture.image.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
            picture.image.save(folder / thumbnail)
        rows.append(
            {
                "name": member.name,
                "label": member.label,
                "width": picture.size[0],
                "height": picture.size[1],
                "mode": picture.mode,
                "file_bytes": len(data or b""),
                "thumbnail": thumbnail,
            }
        )
    return _Decoded(rows, broken, too_large, all_grey)


def _shown(members: Sequence[Member]) -> set[int]:
    """Places of the images shown as samples: nine by seed of each common class."""
    places: dict[str, list[int]] = {}
    for place, member in enumerate(members):
        places.setdefault(member.label, []).append(place)
    counts = Counter({label: len(found) for label, found in places.items()})
    rng = np.random.default_rng(0)
    shown: set[int] = set()
    for label, _ in sorted(counts.most_common(SAMPLE_CLASSES)):
        shown |= set(rng.permutation(places[label])[:SAMPLES_PER_CLASS].tolist())
    return shown


def _check_enough(decoded: _Decoded, name: str) -> None:
    n_read = len(decoded.rows)
    if n_read < limits.MIN_ROWS:
        seen = f"{words.count(n_read, 'image')} that can be read"
        if decoded.broken or decoded.too_large:
            n_broken = len(decoded.broken) + len(decoded.too_large)
            seen += f"; {words.count(n_broken, 'file')} broken or too large"
        raise UnreadableUpload(
            f"{name} has {seen}.",
            f"At least {limits.MIN_ROWS} images are needed; add images.",
        )
    if len({row["label"] for row in decoded.rows}) < 2:
        raise UnreadableUpload(
            f"Only one class folder of {name} has images that can be read.",
            "Add images of a second class.",
        )


def _finish(folder: Path, order: np.ndarray, all_grey: bool) -> int:
    """Move the pixels read to their final file; gives the number of channels."""
    n = len(order)
    scratch = np.load(folder / "scratch.npy", mmap_mode="r")
    channels = 1 if all_grey else 3
    shape = (n, *scratch.shape[1:3], channels)
    images = np.lib.format.open_memmap(folder / PIXELS_FILE, "w+", np.uint8, shape)
    for start in range(0, n, COPY_IMAGES):
        block = slice(start, min(start + COPY_IMAGES, n))
        images[block] = scratch[order[block], :, :, :channels]
    images.flush()
    (folder / "scratch.npy").unlink()
    return channels


def _remarks(decoded: _Decoded, members: pd.DataFrame, side: int) -> list[str]:
    notes = []
    if decoded.broken:
        shown = words.listed([f"'{name}'" for name in decoded.broken], limit=3)
        n_broken = words.count(len(decoded.broken), "image")
        notes.append(f"{n_broken} could not be read and left out: {shown}.")
    if decoded.too_large:
        shown = words.listed([f"'{name}'" for name in decoded.too_large], limit=3)
        notes.append(
            f"{words.count(len(decoded.too_large), 'image')} of more than"
            f" {limits.MAX_PIXELS:,} pixels left out: {shown}."
        )
    n_resized = int(((members["width"] != side) | (members["height"] != side)).sum())
    if n_resized:
        which = words.count(n_resized, "image")
        if n_resized == len(members):
            which = f"All {which}"
        notes.append(f"{which} brought to {side} x {side} pixels.")
    n_stretched = int((members["width"] != members["height"]).sum())
    if n_stretched:
        notes.append(f"{words.count(n_stretched, 'image')} not square, so stretched.")
    return notes
