#!/usr/bin/env python3
"""Makes the files in formats/: what Python and NumPy themselves write, for the tests of reading it.

Batches have two images; byte `place` of image `image` is (31 * image + 7 * place) mod 251, the labels
are 3 and 8. Arrays of images have 5 training and 3 test images of 4 x 6; byte `place` of all is
(7 * place + 3) mod 251, and label `image` is image mod 3. Written with Python 3.11 and NumPy 2.4.
"""
import gzip
import io
import pathlib
import pickle
import struct

import numpy

folder = pathlib.Path(__file__).parent / "formats"
folder.mkdir(exist_ok=True)


def store(name, content):
    (folder / name).write_bytes(gzip.compress(content, mtime=0) if name.endswith(".gz") else content)


pixels = numpy.array(
    [[(31 * image + 7 * place) % 251 for place in range(3072)] for image in range(2)], dtype="uint8")
names = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
for protocol in range(6):
    bytes_keys = {b"batch_label": b"training batch 1 of 5", b"labels": [3, 8], b"data": pixels,
                  b"filenames": [b"it's.png", b"a\\b.png"]}
    store(f"batch-{protocol}.gz", pickle.dumps(bytes_keys, protocol))
    text_keys = {"data": numpy.asfortranarray(pixels), "labels": numpy.array([3, 8], dtype=">i4"),
                 "note": "Zeichen: \u00e4 \u20ac \U0001f600 \\ \n", "more": [None, True, 1.5, 2**40, -7, (1, {})]}
    store(f"batch-text-{protocol}.gz", pickle.dumps(text_keys, protocol))
    scalars = {"data": pixels, "labels": [numpy.int64(3), numpy.uint8(8)]}
    store(f"batch-scalars-{protocol}.gz", pickle.dumps(scalars, protocol))
    store(f"meta-{protocol}.gz", pickle.dumps(
        {"label_names": names, "num_vis": 3072, "num_cases_per_batch": 10000}, protocol))


def python2():
    """As cPickle of Python 2.7 wrote CIFAR-10's batches, protocol 2."""
    def text(value):
        if len(value) < 256:
            return b"U" + bytes([len(value)]) + value
        return b"T" + struct.pack("<i", len(value)) + value
    result = b"\x80\x02}q\x01(" + text(b"batch_label") + b"q\x02" + text(b"training batch 1 of 5")
    result += b"q\x03" + text(b"labels") + b"q\x04]q\x05(K\x03K\x08e" + text(b"data") + b"q\x06"
    result += b"cnumpy.core.multiarray\n_reconstruct\nq\x07cnumpy\nndarray\nq\x08K\x00\x85q\x09"
    result += text(b"b") + b"\x87q\x0aRq\x0b(K\x01K\x02M\x00\x0c\x86cnumpy\ndtype\nq\x0c" + text(b"u1")
    result += b"K\x00K\x01\x87Rq\x0d(K\x03" + text(b"|") + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89"
    result += text(pixels.tobytes()) + b"tb" + text(b"filenames") + b"q\x0e]q\x0f("
    return result + text(b"one.png") + b"q\x10" + text(b"two.png") + b"q\x11eu."


assert pickle.loads(python2(), encoding="bytes")[b"data"].tolist() == pixels.tolist()
store("batch-python2.gz", python2())

train = numpy.array([(7 * place + 3) % 251 for place in range(5 * 24)], "uint8").reshape(5, 4, 6)
test = numpy.array([(7 * place + 3) % 251 for place in range(3 * 24)], "uint8").reshape(3, 4, 6)


def archive(name, save, **arrays):
    file = io.BytesIO()
    save(file, **arrays)
    store(name, file.getvalue())


def labels(count, kind):
    return numpy.array([image % 3 for image in range(count)], kind)


for name, save in [("stored", numpy.savez), ("deflated", numpy.savez_compressed)]:
    archive(f"{name}.npz", save, x_train=train, y_train=labels(5, "uint8"), x_test=test,
            y_test=labels(3, "uint8"))
archive("fortran.npz", numpy.savez_compressed, x_train=numpy.asfortranarray(train),
        y_train=labels(5, "<i8"), x_test=numpy.asfortranarray(test), y_test=labels(3, ">i2"))
archive("wide.npz", numpy.savez_compressed, x_train=train.astype(">i4"),
        y_train=labels(5, ">u8").reshape(5, 1), x_test=test.astype("<u2"), y_test=labels(3, "int8"))
archive("last.npz", numpy.savez_compressed, x_train=numpy.stack([train, train // 2, train // 3], -1),
        y_train=labels(5, "int64"), x_test=numpy.stack([test, test // 2, test // 3], -1),
        y_test=labels(3, "int64"))
archive("second.npz", numpy.savez_compressed, x_train=numpy.stack([train, train // 2, train // 3], 1),
        y_train=labels(5, "int64"), x_test=numpy.stack([test, test // 2, test // 3], 1),
        y_test=labels(3, "int64"))
for version in [(1, 0), (2, 0), (3, 0)]:
    import zipfile
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for key, array in [("x_train", train), ("y_train", labels(5, "int32")), ("x_test", test),
                           ("y_test", labels(3, "int32"))]:
            member = io.BytesIO()
            numpy.lib.format.write_array(member, array, version=version)
            out.writestr(key + ".npy", member.getvalue())
    store(f"version-{version[0]}.npz", file.getvalue())
archive("floats.npz", numpy.savez_compressed, x_train=train / 255, y_train=labels(5, "uint8"),
        x_test=test / 255, y_test=labels(3, "uint8"))

# A data set as mnist.pkl.gz: three pairs of real numbers and labels; and one as a dictionary of bytes.
def rows(count):
    return (numpy.arange(count * 16, dtype=numpy.float32).reshape(count, 16) * 7 % 256 / 255).astype(numpy.float32)

def thirds(count):
    return (numpy.arange(count) % 3).astype(numpy.int64)

def in_bytes(array):
    return (array * 255).round().astype(numpy.uint8)

pairs = tuple((rows(count), thirds(count)) for count in (10, 4, 5))
store("tiny.pkl.gz", gzip.compress(pickle.dumps(pairs, protocol=2), 9, mtime=0))
store("dictionary.pkl", pickle.dumps(
    {"training_images": in_bytes(rows(10)), "training_labels": thirds(10),
     "test_images": in_bytes(rows(5)), "test_labels": thirds(5)}, protocol=4))
