"""Weights of the stale-copy checks with their cards, and the recipes that train and evaluate them."""
