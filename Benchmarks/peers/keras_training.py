#!/usr/bin/env python3
"""Keras on TensorFlow trains: forward, cross-entropy, backward, AdamW, as one `tf.function`.

That was the fastest of what Keras offers here: `train_on_batch` reached two thirds of it, `fit`
and XLA less than half.
"""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import tensorflow
from keras import layers

import worker


def lenet5_pytorch() -> list[layers.Layer]:
    return [
        keras.Input((32, 32, 1)),
        layers.Conv2D(6, 5, activation="relu"), layers.MaxPooling2D(2),
        layers.Conv2D(16, 5, activation="relu"), layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(120, activation="relu"), layers.Dense(84, activation="relu"),
        layers.Dense(10),
    ]  # fmt: skip


def lenet_caffe() -> list[layers.Layer]:
    return [
        keras.Input((28, 28, 1)),
        layers.Conv2D(20, 5, activation="relu"), layers.MaxPooling2D(2),
        layers.Conv2D(50, 5, activation="relu"), layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(500, activation="relu"), layers.Dense(10),
    ]  # fmt: skip


NETWORKS = {"lenet5-pytorch": lenet5_pytorch, "lenet-caffe": lenet_caffe}


def main() -> None:
    options = worker.options()
    tensorflow.config.threading.set_intra_op_parallelism_threads(options.threads)
    tensorflow.config.threading.set_inter_op_parallelism_threads(options.threads)
    keras.utils.set_random_seed(1)
    network = keras.Sequential(NETWORKS[options.architecture]())
    # [n, 1, rows, columns] and [n, rows, columns, 1] are the same floats in memory.
    images = worker.load(options, "images")
    images = images.transpose(0, 2, 3, 1)
    labels = worker.numpy.load(options.folder / "labels.npy")
    loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    def prepare(size: int) -> worker.Measurement:
        optimizer = keras.optimizers.AdamW(0.001, weight_decay=0.01)
        optimizer.build(network.trainable_variables)
        count = len(images) // size
        batches = [
            tuple(tensorflow.constant(part[i * size : (i + 1) * size]) for part in (images, labels))
            for i in range(count)
        ]

        @tensorflow.function
        def train(batch: tensorflow.Tensor, targets: tensorflow.Tensor) -> tensorflow.Tensor:
            with tensorflow.GradientTape() as tape:
                loss = loss_of(targets, network(batch, training=True))
            gradients = tape.gradient(loss, network.trainable_variables)
            optimizer.apply(gradients, network.trainable_variables)
            return loss

        return worker.training(lambda number: train(*batches[number]), size, count)

    versions = {"Keras": keras.__version__, "TensorFlow": tensorflow.__version__}
    worker.serve(versions, prepare)


if __name__ == "__main__":
    main()
