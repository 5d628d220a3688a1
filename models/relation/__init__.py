"""Recipe of the relation models: `train` writes `models/sv_relation`, `evaluate` prints the left-out tables."""
