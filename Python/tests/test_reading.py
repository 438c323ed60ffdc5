"""Digits and numbers in pictures of every form."""
from __future__ import annotations

import io

import numpy as np
import pytest

import lenet
from lenet import _pictures, reading

Image = pytest.importorskip("PIL.Image")


def encoded(image, format="PNG", **options):
    stream = io.BytesIO()
    image.save(stream, format, **options)
    return stream.getvalue()


def test_reads_every_form_of_a_picture(seven, tmp_path):
    image = Image.fromarray(seven)
    path = tmp_path / "seven.png"
    image.save(path)
    forms = [seven, image, image.convert("RGB"), path, str(path), path.read_bytes(), seven.astype(np.float32) / 255,
             np.stack([seven] * 3, 2), np.stack([seven] * 3), seven[::1, :], np.asfortranarray(seven)]
    for form in forms:
        found = lenet.read(form)
        assert found.digit == 7 and found.verdict == "accepted", form
        assert len(found.scores) == 10


def test_reads_numbers(seven):
    page = lenet.read_numbers(np.hstack([seven, seven]), length=2)
    assert page.text == "77" and page.numbers[0].text == "77"
    assert (page.rows, page.columns) == (100, 200)
    assert len(page.numbers[0].symbols) == 2


def test_reads_many_files_in_order(seven, tmp_path):
    for number in range(20):
        Image.fromarray(seven).save(tmp_path / f"{number:02}.png")
    (tmp_path / "05.png").write_bytes(b"no picture")
    paths = sorted(tmp_path.iterdir())
    results = list(lenet.read_many(paths))
    assert [name for name, _ in results] == [str(path) for path in paths]
    assert isinstance(results[5][1], lenet.FormatError)
    assert all(found.digit == 7 for name, found in results if not name.endswith("05.png"))


MODES = ["L", "RGB", "LA", "RGBA", "P", "1"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("options", [{}, {"compress_level": 0}])
def test_pillow_prepares_png_as_libvips_does(mode, options):
    seed = MODES.index(mode)
    random = np.random.default_rng(seed)
    reader = lenet.Reader()
    prepared = 0
    for number in range(8):
        rows, columns = random.integers(20, 640, 2)
        grey = np.full((rows, columns), 200, np.int64) + random.integers(-20, 20, (rows, columns))
        for _ in range(3):
            row, column = random.integers(0, rows // 2), random.integers(0, columns // 2)
            grey[row: row + rows // 3, column: column + max(2, columns // 12)] = random.integers(0, 90)
        image = Image.fromarray(grey.clip(0, 255).astype(np.uint8))
        if mode in ("LA", "RGBA"):
            image.putalpha(Image.fromarray(random.integers(128, 256, (rows, columns)).astype(np.uint8)))
        image = image.convert(mode)
        content = encoded(image, **options)
        own = reader.prepare(content)
        picture, owner = _pictures.by_pillow(content)
        other = reader.prepare(np.asarray(owner))
        assert (own is None) == (other is None), f"seed {seed}, picture {number}"
        if own is not None:
            prepared += 1
            np.testing.assert_array_equal(own, other, err_msg=f"seed {seed}, picture {number}")
    assert prepared > 2


def test_pillow_prepares_sixteen_bits_as_libvips_does(seven):
    reader = lenet.Reader()
    for factor in (1, 16, 200):
        content = encoded(Image.fromarray(seven.astype(np.uint16) * factor))
        picture, owner = _pictures.by_pillow(content)
        np.testing.assert_array_equal(reader.prepare(content), reader.prepare(np.asarray(owner)))


def test_uses_pillow_where_libvips_is_missing(seven, monkeypatch):
    content = encoded(Image.fromarray(seven), "JPEG")
    calls = []

    def use(picture):
        calls.append(bool(picture.bytes))
        if picture.bytes:
            raise lenet.LeNetError("reading JPEG needs libvips 8.13 or newer, which is not installed")
        return "read"

    assert reading._with_picture(content, 1, use) == "read"
    assert calls == [True, False]


def test_an_upright_photo_stays_upright(seven):
    image = Image.fromarray(seven)
    exif = image.getexif()
    exif[0x0112] = 6
    content = encoded(image.rotate(90), "JPEG", exif=exif, quality=100)
    assert lenet.read(content).digit == 7
    picture, owner = _pictures.by_pillow(content)
    assert lenet.read(np.asarray(owner)).digit == 7


@pytest.mark.parametrize("picture, kind", [
    (b"", lenet.FormatError),
    (b"text", lenet.FormatError),
    ("/nowhere.png", OSError),
    (np.zeros((7, 7, 7), np.uint8), ValueError),
    (np.zeros((0, 3), np.uint8), ValueError),
    (np.full((4, 4), np.nan, np.float32), ValueError),
    (np.full((4, 4), 300), ValueError),
    (np.array([["a"]]), ValueError),
    ("a\0b", ValueError),
])
def test_wrong_pictures_are_errors(picture, kind):
    with pytest.raises(kind):
        lenet.read(picture)


def test_options_are_checked(seven):
    with pytest.raises(lenet.ArgumentError, match="coverage"):
        lenet.read(seven, coverage=2)
    with pytest.raises(lenet.ArgumentError, match="one of digit, resize"):
        lenet.Reader(preparation="crop")
    with pytest.raises(lenet.ArgumentError, match="page"):
        lenet.read(encoded(Image.fromarray(seven)), page=2)
    with pytest.raises(lenet.ArgumentError, match="pattern"):
        lenet.read_numbers(seven, pattern="##", length=2)
    assert lenet.Reader().prepare(np.full((50, 50), 255, np.uint8)) is None
