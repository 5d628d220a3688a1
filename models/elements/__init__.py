"""The recipe that trains and evaluates the finder of elements (`nlp.elements`)."""
