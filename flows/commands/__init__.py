"""One module a command of `aktsam`; `flows.cli` registers them."""
