"""Trained weights with their cards, and the recipes that train and evaluate them.

Comes in: labels from `annotations` and open Swedish data. Goes out: weights that `nlp` loads by path. May
import `nlp` and `annotations`.
"""
