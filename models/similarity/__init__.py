"""Recipe of the Swedish sentence similarity in `models/sv_similarity`.

In the order of the way: `sources` reads text and pairs, `vocabulary` learns the tokenizer, `cooccurrence` the
first vectors, `teacher` encodes the English sides, `student` learns from teacher, synonyms and labelled groups,
`pack` writes weights and card, `evaluate` prints figures. `train.train(data, out, seed)` runs all of it.
"""
