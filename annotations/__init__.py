"""What people say is true: marked-up cases, pairs, groups and notes, and how to read, score and sample them.

Comes in: labels edited as marked-up text or given by reviewers. Goes out: gold labels, training examples,
scores. May import `nlp`.
"""
