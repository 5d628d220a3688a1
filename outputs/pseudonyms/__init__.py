"""Pseudonymised export: names, numbers and addresses replaced by tokens; refused where too few are found."""
