"""Recipe of the Swedish language pipeline: treebanks, raw text and word lists to `models/sv_aktsam` and its card."""
