"""The estimator: scikit-learn's own checks, and real images."""
from __future__ import annotations

import pickle
from unittest import SkipTest

import numpy as np
import pytest

import lenet

pytest.importorskip("sklearn")
from sklearn.datasets import load_digits  # noqa: E402
from sklearn.model_selection import GridSearchCV, train_test_split  # noqa: E402
from sklearn.utils.estimator_checks import estimator_checks_generator  # noqa: E402


def checks():
    for estimator, check in estimator_checks_generator(lenet.LeNetClassifier()):
        yield pytest.param(estimator, check, id=check.func.__name__)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("estimator, check", list(checks()))
def test_passes_the_checks_of_scikit_learn(estimator, check):
    try:
        check(estimator)
    except SkipTest as reason:
        pytest.skip(str(reason))


def test_reads_the_digits_of_scikit_learn():
    X, y = load_digits(return_X_y=True)
    X, X_test, y, y_test = train_test_split(X, y, random_state=1)
    classifier = lenet.LeNetClassifier(recipe="fast", random_state=3).fit(X, y)
    assert classifier.score(X_test, y_test) > 0.96
    assert pickle.loads(pickle.dumps(classifier)).score(X_test, y_test) == classifier.score(X_test, y_test)


def test_is_the_network_itself_for_images(mnist):
    images, labels = mnist.images[:2000], mnist.labels[:2000]
    classifier = lenet.LeNetClassifier(epochs=2, batch_size=64).fit(images.reshape(2000, -1), labels)
    network = lenet.LeNet("lenet5")
    network.fit(images, labels, validation_data=(images, labels), epochs=2, batchSize=64, progress=False)
    test = mnist.test_images[:500]
    np.testing.assert_array_equal(classifier.predict(test.reshape(500, -1)), network.predict(test))


def test_takes_labels_of_any_type_and_searches_grids():
    X, y = load_digits(n_class=3, return_X_y=True)
    names = np.array(["zero", "one", "two"])[y]
    search = GridSearchCV(lenet.LeNetClassifier(epochs=3), {"batch_size": [16, 32]}, cv=2).fit(X, names)
    assert search.best_score_ > 0.9
    assert set(search.predict(X)) == {"zero", "one", "two"}
    assert search.predict_proba(X).shape == (len(X), 3)
    assert list(search.best_estimator_.classes_) == ["one", "two", "zero"]


def test_sample_weight_is_refused():
    with pytest.raises(TypeError, match="sample_weight"):
        lenet.LeNetClassifier().fit(np.eye(4), [0, 1, 0, 1], sample_weight=np.ones(4))
