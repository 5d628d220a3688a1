"""The recipe that trains and evaluates the learned scores of statements (`nlp.statements`)."""
