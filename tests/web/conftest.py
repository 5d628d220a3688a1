"""The fixtures of the pages' tests."""

from web_place import browser, clock, filled, log_in, place, running, site

__all__ = ["browser", "clock", "filled", "log_in", "place", "running", "site"]
