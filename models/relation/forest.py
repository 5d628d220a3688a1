"""Fits boosted trees with scikit-learn and turns them into the plain arrays used at run time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from nlp.conformity.trees import Floats, Forest


def fit(
    x: Floats,
    y: list[str],
    names: tuple[str, ...],
    seed: int,
    *,
    rounds: int,
    rate: float,
    leaves: int = 15,
    weights: Floats | None = None,
) -> Forest:
    """Trees for the classes of `y` on rows [n, names]. Deterministic for a seed."""
    model = HistGradientBoostingClassifier(
        max_iter=rounds,
        learning_rate=rate,
        max_leaf_nodes=leaves,
        l2_regularization=1.0,
        max_features=0.4,
        max_bins=127,
        random_state=seed,
        early_stopping=False,
    ).fit(x, y, sample_weight=weights)
    return _plain(model, names)


def joined(forests: Sequence[Forest]) -> Forest:
    """One forest whose scores are the mean of the scores of forests for the same classes and features."""
    starts = np.cumsum([0, *(len(f.feature) for f in forests)])
    return Forest(
        classes=forests[0].classes,
        names=forests[0].names,
        feature=np.concatenate([f.feature for f in forests]),
        threshold=np.concatenate([f.threshold for f in forests]),
        left=np.concatenate([f.left + at for f, at in zip(forests, starts, strict=False)]),
        right=np.concatenate([f.right + at for f, at in zip(forests, starts, strict=False)]),
        value=np.concatenate([_single(f.value / len(forests)) for f in forests]),
        roots=np.concatenate([f.roots + at for f, at in zip(forests, starts, strict=False)]),
        tree_class=np.concatenate([f.tree_class for f in forests]),
        base=np.mean([f.base for f in forests], axis=0),
        depth=max(f.depth for f in forests),
    )


def _single(values: Floats) -> Floats:
    """Rounded to single precision, as they are stored."""
    return values.astype(np.float32).astype(np.float64)


def _plain(model: HistGradientBoostingClassifier, names: tuple[str, ...]) -> Forest:
    feature, threshold, left, right, value, roots, tree_class = [], [], [], [], [], [], []
    at, depth = 0, 0
    for per_round in model._predictors:
        for k, predictor in enumerate(per_round):
            nodes = predictor.nodes
            index = np.arange(len(nodes), dtype=np.intp) + at
            leaf = nodes["is_leaf"].astype(bool)
            feature.append(np.where(leaf, 0, nodes["feature_idx"]).astype(np.intp))
            threshold.append(np.where(leaf, 0.0, nodes["num_threshold"]))
            left.append(np.where(leaf, index, nodes["left"].astype(np.intp) + at))
            right.append(np.where(leaf, index, nodes["right"].astype(np.intp) + at))
            value.append(np.where(leaf, nodes["value"], 0.0))
            roots.append(at)
            tree_class.append(k)
            at += len(nodes)
            depth = max(depth, int(nodes["depth"].max()))
    return Forest(
        classes=tuple(str(c) for c in model.classes_),
        names=names,
        feature=np.concatenate(feature).astype(np.intp),
        threshold=np.concatenate(threshold).astype(np.float64),
        left=np.concatenate(left).astype(np.intp),
        right=np.concatenate(right).astype(np.intp),
        value=_single(np.concatenate(value)),
        roots=np.array(roots, np.intp),
        tree_class=np.array(tree_class, np.intp),
        base=np.ravel(model._baseline_prediction).astype(np.float64),
        depth=depth,
    )
