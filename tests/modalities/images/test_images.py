import contextlib
import io
import stat
import struct
import zipfile
import zlib

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from dlcompare import codec
from dlcompare.errors import DlcompareError, UnreadableUpload, UnsuitableTarget
from dlcompare.modalities import limits
from dlcompare.records import Profile


def picture(mode="L", size=(12, 12), form="PNG", value=90, **options) -> bytes:
    block = io.BytesIO()
    Image.new(mode, size, value).save(block, form, **options)
    return block.getvalue()


def noise(seed: int, shape=(12, 12)) -> bytes:
    pixels = np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)
    block = io.BytesIO()
    Image.fromarray(pixels).save(block, "PNG")
    return block.getvalue()


def zipped(members: dict[str, bytes], kind=zipfile.ZIP_STORED) -> bytes:
    block = io.BytesIO()
    with zipfile.ZipFile(block, "w", kind) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return block.getvalue()


def two_classes(prefix: str = "", suffix: str = ".png") -> dict[str, bytes]:
    return {
        f"{prefix}{label}/{i}{suffix}": noise(i + 100 * (label == "dog"))
        for label in ("cat", "dog")
        for i in range(6)
    }


@pytest.mark.parametrize(
    ("members", "note"),
    [
        (two_classes(), ""),
        (two_classes("animals/"), ""),
        (two_classes("a/b/c/"), ""),
        ({k.replace("/", "\\"): v for k, v in two_classes().items()}, ""),
        (two_classes("train/") | two_classes("test/"), "read together"),
        (two_classes() | {"__MACOSX/cat/._1.png": b"x"}, "1 hidden file left out"),
        (two_classes() | {"cat/.DS_Store": b"x"}, "1 hidden file left out"),
        (two_classes() | {"readme.txt": b"x"}, "1 file that is no image left out"),
        (two_classes() | {"cat/more.zip": zipped({"a": b""})}, "1 nested archive"),
        (two_classes() | {"cat/deep/7.png": noise(7)}, ""),
        (two_classes() | {"emu/": b""}, "1 folder without images: 'emu'"),
        (two_classes() | {"emu/": b"", "emu/a/": b""}, "1 folder without images"),
        (two_classes() | {"cat/": b"", "dog/": b""}, ""),
        (two_classes() | {"emu/note.txt": b"x"}, "1 file that is no image left out"),
        (two_classes() | {"CAT/7.png": noise(7)}, "'CAT' and 'cat' are read as one"),
        (two_classes() | {"cat /7.png": noise(7)}, "as one class, 'cat'"),
        (two_classes() | {"emu/1.png": noise(9)}, "emu"),
        (two_classes() | {"loose.png": noise(5)}, "1 image outside class folders"),
        (two_classes() | {"cat/broken.png": noise(1)[:40]}, "'cat/broken.png'"),
        (two_classes() | {"cat/text.png": b"no image"}, "1 image could not be read"),
        (two_classes() | {"cat/empty.png": b""}, "1 image could not be read"),
        (two_classes() | {"cat/name ü.PNG": noise(7)}, ""),
    ],
)
def test_class_folders_are_found_and_the_rest_is_said(parse, members, note):
    parsed = parse("a.zip", zipped(members))

    dataset = parsed.dataset()
    assert ("cat", "dog") == dataset.classes
    assert note in " ".join(dataset.notes)
    assert bool(note) == bool(dataset.notes)
    assert "class" == parsed.reading.target


def test_a_link_is_left_out(parse):
    block = io.BytesIO()
    with zipfile.ZipFile(block, "w") as archive:
        for name, content in two_classes().items():
            archive.writestr(name, content)
        link = zipfile.ZipInfo("cat/link.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")

    assert "1 symbolic link left out." in parse("a.zip", block.getvalue()).reading.notes


def huge_png(side: int) -> bytes:
    """A PNG that declares side x side pixels and is small."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize("side", [10_000, 60_000])
def test_an_image_of_too_many_pixels_is_left_out(parse, side):
    parsed = parse("a.zip", zipped(two_classes() | {"cat/huge.png": huge_png(side)}))

    said = "1 image of more than 25,000,000 pixels left out: 'cat/huge.png'"
    assert said in " ".join(parsed.reading.notes)


PHOTOS = {f"{i}.png": noise(i) for i in range(12)}


@pytest.mark.parametrize(
    ("members", "message"),
    [
        (PHOTOS, "no class folders. All 12 images lie at the top level"),
        ({f"a/{k}": v for k, v in PHOTOS.items()}, "All 12 images lie in one folder"),
        ({"a/readme.txt": b"x"}, "holds no images"),
        ({}, "holds no images"),
        ({"a.zip": b"x", "b.tar": b"x"}, "holds 2 nested archives and no image"),
        ({f"{c}/{k}": v for c in ("a", "A") for k, v in PHOTOS.items()}, "one class"),
        ({"a/1.png": noise(1), "b/2.png": noise(2)}, "has 2 images"),
        ({k: b"junk" for k in two_classes()}, "12 files broken or too large"),
        (two_classes() | {"../../evil.png": b"x"}, "leads out of it: ../../evil.png"),
        (two_classes() | {"/abs.png": b"x"}, "leads out of it"),
        (two_classes() | {"C:\\win.png": b"x"}, "leads out of it"),
        (two_classes() | {"a/../../b.png": b"x"}, "leads out of it"),
    ],
)
def test_unsuitable_archives_are_refused(parse, members, message):
    with pytest.raises(UnreadableUpload, match=message) as caught:
        parse("a.zip", zipped(members))

    assert caught.value.fix


@pytest.mark.parametrize("size", [15_000_000, 30_000_000])
def test_a_member_that_unfolds_a_thousandfold_is_refused(parse, size):
    bomb = zipped(two_classes() | {"cat/bomb.png": bytes(size)}, zipfile.ZIP_DEFLATED)

    with pytest.raises(UnreadableUpload, match="unfolds to"):
        parse("a.zip", bomb)


def test_too_much_in_all_is_refused(parse, monkeypatch):
    monkeypatch.setattr(limits, "MAX_ARCHIVE_BYTES", 1000)

    with pytest.raises(UnreadableUpload, match="unfolds to more than"):
        parse("a.zip", zipped(two_classes()))


def test_too_many_files_are_refused(parse, monkeypatch):
    monkeypatch.setattr(limits, "MAX_MEMBERS", 5)

    with pytest.raises(UnreadableUpload, match="12 files, more than 5"):
        parse("a.zip", zipped(two_classes()))


def test_a_broken_archive_is_refused(parse):
    with pytest.raises(UnreadableUpload, match="broken ZIP"):
        parse("a.zip", zipped(two_classes())[:200])


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    places=st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=5),
    value=st.integers(0, 255),
)
def test_a_damaged_archive_is_read_or_refused(parse, places, value):
    content = bytearray(zipped(two_classes()))
    for place in places:
        content[int(place * len(content))] = value

    with contextlib.suppress(DlcompareError):
        parse("a.zip", bytes(content))


def read_one(parse, content: bytes, name: str = "cat/x.png"):
    """The pixels of one image read beside twelve grey ones of its size."""
    parsed = parse("a.zip", zipped(two_classes() | {name: content}))
    dataset = parsed.dataset()
    return dataset.X[dataset.row_names.index(name)], parsed


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (picture("L"), [90]),
        (picture("1", value=1), [255]),
        (picture("I;16", value=257 * 90), [90]),
        (picture("RGB", value=(90, 90, 90)), [90]),
        (picture("RGB", value=(200, 10, 30)), [200, 10, 30]),
        (picture("RGBA", value=(200, 10, 30, 255)), [200, 10, 30]),
        (picture("RGBA", value=(200, 10, 30, 0)), [255]),
        (picture("LA", value=(90, 255)), [90]),
        (picture("P", value=0), [0]),
        (picture("RGB", form="BMP", value=(1, 2, 90)), [1, 2, 90]),
        (
            picture("RGB", form="WEBP", value=(200, 10, 30), lossless=True),
            [200, 10, 30],
        ),
    ],
)
def test_all_modes_become_grey_or_colour(parse, content, expected):
    pixels, _ = read_one(parse, content)

    assert expected == pixels[6, 6].tolist()


def test_cmyk_photographs_are_colour(parse):
    photo = picture("CMYK", form="JPEG", value=(0, 255, 255, 0), quality=95)

    pixels, parsed = read_one(parse, photo, "cat/x.jpg")

    assert pixels[6, 6, 0] > 200 > 60 > pixels[6, 6, 1]
    assert "colour" == parsed.decision("colour")


def test_photographs_are_turned_upright(parse):
    image = Image.new("L", (12, 12))
    image.paste(255, (0, 0, 12, 6))  # the upper half is bright
    block, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 3  # turned by 180 degrees
    image.save(block, "JPEG", exif=exif, quality=95)

    pixels, _ = read_one(parse, block.getvalue(), "cat/x.jpg")

    assert pixels[1, 6, 0] < 30 < 220 < pixels[10, 6, 0]


@pytest.mark.parametrize(
    ("shape", "side"), [((12, 12), 12), ((28, 40), 28), ((200, 90), 64), ((4, 4), 8)]
)
def test_side_follows_the_images(parse, shape, side):
    members = {k: noise(i, shape) for i, k in enumerate(two_classes())}

    parsed = parse("a.zip", zipped(members))

    assert (12, side, side, 1) == parsed.dataset().X.shape
    assert f"{side} x {side}" == parsed.decision("size")
    assert (shape == (side, side)) == (parsed.reading.notes == ())


def test_profile_has_samples_sizes_and_measures(parse):
    members = {f"{c}/{i}.png": noise(i, (30, 90)) for c in "ab" for i in range(20)}
    parsed = parse("a.zip", zipped(members))

    profile = parsed.profile()

    assert 18 == len(profile.images.samples)
    with Image.open(parsed.folder / profile.images.samples[0].file) as thumbnail:
        assert (90, 30) == thumbnail.size
    assert {"90 x 30": 40} == profile.images.sizes
    assert {"grey": 40} == profile.images.modes
    assert 20 == profile.trait("n_images_per_class_min")
    assert 0.5 == profile.trait("duplicate_share")
    assert profile == codec.decode(Profile, codec.encode(profile))


def test_profile_has_mean_images_alike_pairs_and_files_that_are_none(parse):
    members = {f"{c}/{i}.png": noise(i) for c in "ab" for i in range(10)}
    members |= {"a/broken.png": b"no image", "b/cut.png": noise(1)[:40]}
    parsed = parse("a.zip", zipped(members))

    profile = parsed.profile()

    known = profile.images
    assert ["a", "b"] == [mean.label for mean in known.means]
    with Image.open(parsed.folder / known.means[0].file) as mean:
        first = np.asarray(mean, dtype=float)
    pixels = parsed.dataset().X[:10, :, :, 0].mean(axis=0)
    assert np.abs(first - pixels).max() <= 0.5
    assert 10 == known.n_across == profile.trait("pairs_across_classes")
    assert all(pair.is_equal for pair in known.across)
    assert ("a/broken.png", "b/cut.png") == known.unreadable
    assert 2 == known.n_unreadable == profile.trait("n_unreadable")
    assert {"brightness", "contrast", "sharpness"} < {c.name for c in profile.columns}
    assert profile == codec.decode(Profile, codec.encode(profile))


def test_brightness_that_tells_the_class_is_seen(parse):
    rng = np.random.default_rng(0)
    members = {
        f"{c}/{i}.png": picture(value=int(v + rng.integers(40)))
        for c, v in (("a", 40), ("b", 180))
        for i in range(10)
    }

    columns = {c.name: c for c in parse("a.zip", zipped(members)).profile().columns}

    assert 1 == columns["brightness"].association
    assert 0 == columns["width"].association


@pytest.mark.parametrize(
    ("choices", "message"),
    [({"target": "colour"}, "no column called"), ({"task": "regression"}, "no number")],
)
def test_other_targets_are_refused(parse, choices, message):
    parsed = parse("a.zip", zipped(two_classes()))

    with pytest.raises(UnsuitableTarget, match=message):
        parsed.dataset(**choices)


def test_a_class_of_one_image_is_left_out(parse):
    dataset = parse("a.zip", zipped(two_classes() | {"emu/1.png": noise(9)})).dataset()

    assert ("cat", "dog") == dataset.classes
    assert 12 == len(dataset.X) == len(dataset.row_names)


def test_what_is_left_out_costs_no_copy(parse):
    members = {"ant/1.png": picture(value=7)} | two_classes()

    dataset = parse("a.zip", zipped(members)).dataset()

    assert isinstance(dataset.X.base, np.memmap)
    assert "cat/0.png" == dataset.row_names[0]
    np.testing.assert_array_equal(
        dataset.X[0, :, :, 0], np.asarray(Image.open(io.BytesIO(members["cat/0.png"])))
    )
