"""Training, answers, files."""
from __future__ import annotations

import copy
import json
import pickle
import subprocess

import numpy as np
import pytest

import lenet


@pytest.mark.parametrize("options", [
    {"recipe": "fast", "epochs": 1},
    {"recipe": "fast", "steps": 200, "seed": 18446744073709551615},
    {"architecture": "lenet5-keras", "steps": 100, "seed": 7},
    {"architecture": "lenet5-1998", "steps": 100},
    {"architecture": "lenet-caffe", "recipe": "fast", "steps": 50, "threads": 1},
])
def test_gives_the_bits_of_the_command(options, mnist, command, tmp_path):
    arguments = [text for name, value in options.items() for text in (f"--{name}", str(value))]
    subprocess.run([command, "train", *arguments, "-o", tmp_path / "own"], check=True, capture_output=True)
    values = dict(options)
    model = lenet.LeNet(values.pop("architecture", "lenet5"))
    model.fit(mnist, progress=False, output=tmp_path / "ours", **values)
    expected = (tmp_path / "own" / "model.safetensors").read_bytes()
    assert model.to_bytes() == expected
    assert (tmp_path / "ours" / "model.safetensors").read_bytes() == expected


def test_arrays_give_the_bits_of_the_command_with_the_same_files(small, command, tmp_path):
    images, labels, network = small
    np.savez(tmp_path / "data.npz", x_train=images, y_train=labels, x_test=images, y_test=labels)
    (tmp_path / "small.json").write_text(json.dumps(network))
    subprocess.run(
        [command, "train", "--architecture", tmp_path / "small.json", "--data", tmp_path / "data.npz", "--epochs", "3",
         "-o", tmp_path / "own"], check=True, capture_output=True)
    ours = lenet.LeNet(network)
    ours.fit(images, labels, validation_data=(images, labels), epochs=3)
    own = lenet.load(tmp_path / "own")
    for name, tensor in ours.parameters.items():
        np.testing.assert_array_equal(tensor, own.parameters[name])


def test_fit_tells_what_it_does(small):
    images, labels, network = small
    events = []
    run = lenet.LeNet(network).fit(
        images, labels, epochs=4, batchSize=4, learningRate=0.05, validation=0, metrics_per_epoch=2,
        test_each_epoch=True, callback=events.append)
    assert [event["epoch"] for event in run.epochs] == [1, 2, 3, 4]
    assert len(run.history["trainLoss"]) == 4 and run.history["trainLoss"][3] < run.history["trainLoss"][0]
    assert run.result["event"] == "done" and not run.stopped
    assert {event["event"] for event in events} >= {"epoch", "done", "step"}
    assert run.plot().svg.count("<polyline") == 4
    assert "<svg" in run._repr_html_() and "test accuracy" in repr(run)


def test_a_stopped_run_goes_on_with_the_same_bits(small, tmp_path):
    images, labels, network = small
    whole = lenet.LeNet(network)
    whole.fit(images, labels, epochs=6, validation=0)
    parts = lenet.LeNet(network)
    run = parts.fit(
        images, labels, epochs=6, validation=0, output=tmp_path / "run",
        callback=lambda event: event["event"] != "epoch" or event["epoch"] < 2)
    assert run.stopped and len(run.epochs) == 2
    run = parts.fit(images, labels, epochs=6, validation=0, output=tmp_path / "run", resume=True)
    assert not run.stopped
    assert run.plot().svg.startswith("<svg") and "Accuracy" in run.plot().svg
    assert parts.to_bytes() == whole.to_bytes()


def test_an_error_in_a_callback_comes_out(small):
    images, labels, network = small

    def fail(event):
        raise ZeroDivisionError("on purpose")

    with pytest.raises(ZeroDivisionError, match="on purpose"):
        lenet.LeNet(network).fit(images, labels, epochs=4, callback=fail)


def test_warm_start_goes_on_from_the_weights(small):
    images, labels, network = small
    model = lenet.LeNet(network)
    model.fit(images, labels, epochs=1, learningRate=1e-20)
    before = model.parameters["output.weight"].copy()
    model.fit(images, labels, epochs=1, learningRate=1e-20, seed=99, warm_start=True)
    np.testing.assert_array_equal(model.parameters["output.weight"], before)
    model.fit(images, labels, epochs=1, learningRate=1e-20, seed=99)
    assert (model.parameters["output.weight"] != before).any()


def test_every_form_of_images_gets_the_same_answers(model, mnist):
    images = mnist.test_images[:64]
    expected = model.predict(images)
    wide = np.zeros((64, 60, 60), np.uint8)
    wide[:, ::2, 4:32] = 0
    wide[:, :56:2, 4:32] = images
    forms = {
        "with maps": images[:, None], "maps last": images[..., None], "strided": wide[:, :56:2, 4:32],
        "Fortran": np.asfortranarray(images), "reversed twice": images[::-1][::-1],
        "float32": images.astype(np.float32) / 255, "float64": images / 255, "int64": images.astype(np.int64),
        "list": images.tolist(), "big-endian": (images.astype(np.float32) / 255).astype(">f4"),
        "transposed": np.ascontiguousarray(images.transpose(2, 1, 0)).transpose(2, 1, 0),
    }
    for name, form in forms.items():
        np.testing.assert_array_equal(model.predict(form), expected, err_msg=name)
    for index in range(8):
        assert model.predict(images[index]) == expected[index: index + 1]
    np.testing.assert_array_equal(model.predict(images[::-1]), expected[::-1])
    np.testing.assert_array_equal(model.predict(np.broadcast_to(images[0], images.shape)), np.full(64, expected[0]))


def test_uint8_and_float32_are_not_copied(mnist):
    from lenet._arrays import as_images

    for array in (mnist.test_images, mnist.test_images[::3, ::2], np.zeros((5, 28, 28), np.float32),
                  np.zeros((5, 32, 32, 3), np.uint8)):
        images, owner = as_images(array)
        assert np.shares_memory(owner, array)
        assert images.pixels == array.ctypes.data


def test_takes_dlpack(model, mnist):
    class Capsule:
        def __init__(self, array):
            self.array = array

        def __dlpack__(self, **options):
            return self.array.__dlpack__(**options)

        def __dlpack_device__(self):
            return self.array.__dlpack_device__()

    images = mnist.test_images[:16].copy()
    np.testing.assert_array_equal(model.predict(Capsule(images)), model.predict(images))


def test_an_image_gets_the_same_answer_alone_and_among_others(model, mnist):
    images = mnist.test_images[:100]
    together = model.predict_proba(images)
    for index in range(0, 100, 9):
        np.testing.assert_array_equal(model.predict_proba(images[index]), together[index: index + 1])
    np.testing.assert_array_equal(model.predict_proba(images, threads=1), together)


def test_probabilities_and_evaluation_agree(model, mnist):
    probabilities = model.predict_proba(mnist.test_images)
    assert probabilities.shape == (10000, 10) and probabilities.dtype == np.float32
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)
    answers = probabilities.argmax(axis=1)
    np.testing.assert_array_equal(model.predict(mnist.test_images), answers)
    evaluation = model.evaluate(mnist)
    assert evaluation.errors == (answers != mnist.test_labels).sum() < 200
    np.testing.assert_array_equal(evaluation.predictions, answers)
    assert evaluation.confusion.sum() == 10000 and evaluation.confusion.trace() == 10000 - evaluation.errors
    assert model.evaluate(mnist.test_images[:500], mnist.test_labels[:500]).total == 500
    assert model.evaluate(mnist, split="training").total == 60000


def test_files_and_pickles_keep_every_bit(model, mnist, tmp_path):
    images = mnist.test_images[:32]
    model.save(tmp_path / "model.safetensors")
    others = [
        lenet.load(tmp_path / "model.safetensors"), lenet.LeNet.from_bytes(model.to_bytes()),
        pickle.loads(pickle.dumps(model)), copy.deepcopy(model),
    ]
    for other in others:
        assert other.to_bytes() == model.to_bytes()
        np.testing.assert_array_equal(other.predict_proba(images), model.predict_proba(images))


def test_data_sets_can_be_pickled(small):
    images, labels, _ = small
    data = lenet.Dataset(images, labels, classes=["top", "left"], name="small")
    for other in (pickle.loads(pickle.dumps(data)), copy.deepcopy(data)):
        assert repr(other) == repr(data) and other.classes == ["top", "left"]
        for ours, own in zip((*data._training, *data._test), (*other._training, *other._test)):
            np.testing.assert_array_equal(ours, own)
    with pytest.raises(TypeError, match="cannot be copied"):
        copy.copy(data._handle)


def test_parameters_are_views_that_cannot_be_written(model):
    first, second = model.parameters, model.parameters
    assert first["C1.weight"].shape == (6, 1, 5, 5)
    assert np.shares_memory(first["C1.weight"], second["C1.weight"])
    with pytest.raises(ValueError):
        first["C1.weight"][0] = 1
    with pytest.raises(ValueError):
        first["C1.weight"].flags.writeable = True
    other = lenet.LeNet.from_bytes(model.to_bytes())
    weights = other.parameters["output.weight"]
    expected = weights.copy()
    del other
    # Memory that is freed too early would hold something else now.
    lenet.LeNet("lenet-caffe").parameters
    np.testing.assert_array_equal(weights, expected)


def test_says_what_it_is(model):
    assert model.classes == [str(digit) for digit in range(10)]
    assert "61,706" in model.summary() and "61,706" in repr(model)
    assert model.info["training"]["recipe"] == "fast"
    assert lenet.LeNet("lenet5-1998").info["architecture"]["name"] == "lenet5-1998"


def test_exports_what_other_programs_take(model, tmp_path):
    content = model.to_onnx(tmp_path / "model.onnx")
    assert (tmp_path / "model.onnx").read_bytes() == content and len(content) > 200_000
    files = model.export(tmp_path / "arrays.npz", "npz")
    arrays = np.load(files[0])
    for name, tensor in model.parameters.items():
        np.testing.assert_array_equal(arrays[name], tensor)
    imported = lenet.import_model(tmp_path / "model.onnx")
    assert imported.import_report["errors"] == model.evaluate().errors


@pytest.mark.parametrize("call, kind, words", [
    (lambda: lenet.LeNet("lenet9"), lenet.ArgumentError, "did you mean"),
    (lambda: lenet.LeNet("lenet5", seed=-1), lenet.ArgumentError, "seed is -1"),
    (lambda: lenet.LeNet("lenet5", classes=["a"]), lenet.ArgumentError, "classes"),
    (lambda: lenet.LeNet({"name": "x"}), lenet.ArgumentError, "input"),
    (lambda: lenet.load("/nowhere"), OSError, "does not exist"),
    (lambda: lenet.load_data("/nowhere"), lenet.FileError, "/nowhere"),
    (lambda: lenet.LeNet.from_bytes(b"text"), lenet.FormatError, "."),
    (lambda: lenet.import_model(__file__), lenet.FormatError, "."),
    (lambda: lenet.LeNet().predict(np.zeros((2, 2, 2, 2, 2))), ValueError, "shape"),
    (lambda: lenet.LeNet().predict(np.zeros((0, 28, 28))), ValueError, "shape"),
    (lambda: lenet.LeNet().predict(np.zeros((1, 64, 64), np.uint8)), lenet.FitError, "64x64"),
    (lambda: lenet.LeNet().predict(np.full((1, 28, 28), 2.0)), lenet.ArgumentError, "expected 0 to 1"),
    (lambda: lenet.LeNet().predict(np.full((1, 28, 28), np.nan)), lenet.ArgumentError, "nan"),
    (lambda: lenet.LeNet().predict(np.full((1, 28, 28), 256)), lenet.ArgumentError, "0 to 255"),
    (lambda: lenet.LeNet().predict(np.full((1, 28, 28), 1j)), lenet.ArgumentError, "complex"),
    (lambda: lenet.LeNet().predict(np.zeros((1, 28, 28)), threads=-1), lenet.ArgumentError, "threads"),
    (lambda: lenet.LeNet().fit(recipe="quick"), lenet.ArgumentError, "there is no recipe"),
    (lambda: lenet.LeNet().fit(epoch=3), lenet.ArgumentError, "did you mean 'epochs'"),
    (lambda: lenet.LeNet().fit(epochs=0), lenet.ArgumentError, "epochs"),
    (lambda: lenet.LeNet().fit(resume=True), lenet.ArgumentError, "resume"),
    (lambda: lenet.Dataset(np.zeros((3, 28, 28)), [0, 1]), lenet.ArgumentError, "labels"),
    (lambda: lenet.Dataset(np.zeros((3, 28, 28)), [0, 1, 256]), lenet.ArgumentError, "0 to 255"),
    (lambda: lenet.Dataset(np.zeros((3, 28, 28)), [0, 1, 0.5]), lenet.ArgumentError, "whole numbers"),
    (lambda: lenet.Dataset(np.zeros((3, 28, 28)), [0, 1, 2], classes=["a"]), lenet.ArgumentError, "."),
    (lambda: lenet.LeNet().evaluate(split="half"), lenet.ArgumentError, "half"),
    (lambda: lenet.LeNet().export("model", "tflite"), lenet.ArgumentError, "tflite"),
])
def test_wrong_calls_are_errors(call, kind, words):
    with pytest.raises(kind, match=words):
        call()


def test_lists_names():
    assert "lenet5-1998" in [entry["name"] for entry in lenet.architectures()]
    assert "fast" in [entry["name"] for entry in lenet.recipes()]
    assert "mnist" in [entry["name"] for entry in lenet.datasets()]
    assert "onnx" in [entry["name"] for entry in lenet.formats()]
    assert "base" in lenet.instructions()
    assert lenet.__version__ == lenet.version()
    with pytest.raises(AttributeError):
        lenet.nothing
