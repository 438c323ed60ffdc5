"""A classifier for scikit-learn."""
from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

try:
    from sklearn.base import BaseEstimator, ClassifierMixin
    from sklearn.utils.multiclass import check_classification_targets
    from sklearn.utils.validation import check_is_fitted, check_random_state, validate_data
except ImportError as problem:
    raise ImportError(
        f"LeNetClassifier needs scikit-learn 1.6 or newer ({problem}); install it: pip install scikit-learn"
    ) from None

from .data import Dataset
from .model import LeNet

Numbers = npt.NDArray[Any]

# The least steps of a training whose length is not given: an epoch of a small table has too few.
_LEAST_STEPS = 400
_MOST_CLASSES = 256


class LeNetClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """LeNet as an estimator: images as rows of pixels, or any table.

    A row is laid into a square, image by row: 784 features are 28 x 28 pixels, 64 are 8 x 8. Missing places are filled
    with 0. Features from 0 to 1 or from 0 to 255 are taken as pixels, and so are others that begin at 0 and mostly reach
    the same value. Other tables are scaled, each column from its least to its greatest training value. All become bytes,
    the 256 steps that the network takes.

    Parameters
    ----------
    architecture : str
        A name of ``lenet.architectures()`` for grey images of 28 x 28 or 32 x 32.
    recipe : str or None
        A name of ``lenet.recipes()``; by default the one for the architecture.
    epochs : int or None
        The number of passes over the data. By default the recipe's, but at least 400 steps.
    batch_size : int or None
        Images in a step. By default the recipe's, but at most a tenth of the images, and at least 8.
    learning_rate : float or None
        The learning rate; by default the recipe's.
    random_state : int, RandomState or None
        The seed of all random numbers. None stands for 1, so that results repeat.
    threads : int or None
        The number of threads, which never changes the result; by default all processors.

    Attributes
    ----------
    classes_ : array
        The labels, in the order of the probabilities.
    n_features_in_ : int
        The number of features.
    model_ : LeNet or None
        The network; None if there was only one class.

    Notes
    -----
    There is no ``sample_weight``: the engine takes every image with the same weight.

    Examples
    --------
    >>> from sklearn.datasets import load_digits
    >>> from sklearn.model_selection import cross_val_score
    >>> X, y = load_digits(return_X_y=True)
    >>> cross_val_score(LeNetClassifier(), X, y)
    """

    def __init__(
        self, architecture: str = "lenet5", recipe: str | None = None, epochs: int | None = None,
        batch_size: int | None = None, learning_rate: float | None = None,
        random_state: Any = None, threads: int | None = None,
    ) -> None:
        self.architecture = architecture
        self.recipe = recipe
        self.epochs = epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.random_state = random_state
        self.threads = threads

    def fit(self, X: Any, y: Any) -> LeNetClassifier:
        """Trains the network.

        Parameters
        ----------
        X : array of shape (samples, features)
            The rows.
        y : array of shape (samples,)
            Their labels, of any type; at most 256 different ones.
        """
        X, y = validate_data(self, X, y, dtype=[np.float64, np.float32, np.uint8])
        check_classification_targets(y)
        self.classes_, numbers = np.unique(y, return_inverse=True)
        if len(self.classes_) > _MOST_CLASSES:
            raise ValueError(
                f"y has {len(self.classes_)} classes; expected at most {_MOST_CLASSES}")
        self.scale_ = _Scale(X)
        self.model_: LeNet | None = None
        if len(self.classes_) == 1:
            return self
        images = self._images(X)
        data = Dataset(
            images, numbers, images, numbers, classes=[str(i) for i in range(len(self.classes_))], name="table")
        self.model_ = LeNet(self.architecture)
        self.model_.fit(
            data, recipe=self.recipe, seed=self._seed(), threads=self.threads, progress=False,
            **self._values(len(images), images.shape[1]))
        return self

    def _seed(self) -> int:
        if self.random_state is None:
            return 1
        if isinstance(self.random_state, (int, np.integer)):
            return int(self.random_state)
        return int(check_random_state(self.random_state).randint(1 << 31))

    def _values(self, count: int, side: int) -> dict[str, Any]:
        """What differs from the recipe."""
        from .names import recipes

        assert self.model_ is not None
        known = {recipe["name"]: recipe for recipe in recipes()}
        network = self.model_.info["architecture"]
        proposed = next(
            (recipe for recipe in known.values() if recipe["architecture"]["name"] == network["name"]),
            known["pytorch"])
        recipe = known.get(self.recipe or "", proposed)
        batch = self.batch_size or min(recipe["batchSize"], max(8, count // 10))
        values: dict[str, Any] = {"batchSize": batch}
        if self.learning_rate is not None:
            values["learningRate"] = self.learning_rate
        if self.epochs is not None:
            values["epochs"] = self.epochs
        else:
            steps = -(-count // batch)
            values["epochs"] = max(recipe["length"].get("epochs", 1), -(-_LEAST_STEPS // steps))
        # Small tables have no image to spare for the choice of an epoch.
        if count < 1000:
            values["validation"] = 0
        if side not in (28, 32):
            values["resizeMode"] = "resize"
        return values

    def _images(self, X: Numbers) -> npt.NDArray[np.uint8]:
        """Rows as square images of bytes."""
        pixels = self.scale_.bytes(X)
        side = int(np.ceil(np.sqrt(pixels.shape[1])))
        images = np.zeros((len(pixels), side * side), np.uint8)
        images[:, : pixels.shape[1]] = pixels
        return images.reshape(-1, side, side)

    def _checked(self, X: Any) -> Numbers:
        check_is_fitted(self)
        checked: Numbers = validate_data(
            self, X, reset=False, dtype=[np.float64, np.float32, np.uint8])
        return checked

    def predict_proba(self, X: Any) -> npt.NDArray[np.float64]:
        """The probability of each class, in the order of ``classes_``."""
        X = self._checked(X)
        if self.model_ is None:
            return np.ones((len(X), 1))
        found = self.model_.predict_proba(self._images(X), threads=self.threads or 0).astype(np.float64)
        normalized: npt.NDArray[np.float64] = found / found.sum(axis=1, keepdims=True)
        return normalized

    def predict(self, X: Any) -> Numbers:
        """The label of each row."""
        X = self._checked(X)
        if self.model_ is None:
            return np.repeat(self.classes_, len(X))
        labels: Numbers = self.classes_[self.model_.predict(self._images(X), threads=self.threads or 0)]
        return labels


class _Scale:
    """How the numbers of a table become bytes, chosen by the training rows."""

    def __init__(self, X: Numbers) -> None:
        least, greatest = X.min(), X.max()
        self.least: Any = 0.0
        if least >= 0 and greatest <= 1:
            self.range: Any = 1.0
        elif least >= 0 and 128 <= greatest <= 255 and not np.mod(X, 1).any():
            self.range = 255.0
        elif least >= 0 and X.shape[1] >= 16 and np.median(X.max(axis=0)) >= greatest / 2:
            # Pixels of another brightness, such as the 0 to 16 of scikit-learn's digits.
            self.range = float(greatest)
        else:
            # In float64, because the range of a column can be larger than its numbers.
            self.least = X.min(axis=0).astype(np.float64)
            span = X.max(axis=0).astype(np.float64) - self.least
            self.range = np.where(span > 0, span, 1.0)

    def bytes(self, X: Numbers) -> npt.NDArray[np.uint8]:
        """The bytes of rows; what lies outside the training values becomes the nearest."""
        share = (X.astype(np.float64) - self.least) / self.range
        scaled: npt.NDArray[np.uint8] = np.rint(share.clip(0, 1) * 255).astype(np.uint8)
        return scaled
