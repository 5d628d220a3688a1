"""Prefect flows, settings and the command line.

Comes in: folders, commands, schedules. Goes out: runs that fill the store. May import all other folders.

Importing it keeps Prefect and the model libraries at home: no telemetry, no hub, quiet logs. What the environment
says already stands.
"""

import os

AT_HOME = {
    "DO_NOT_TRACK": "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    # a run broken off by the user leaves semaphores, which the system clears: no matter for the user's terminal
    "PYTHONWARNINGS": "ignore::UserWarning:multiprocessing.resource_tracker",
}
for _name, _value in AT_HOME.items():
    os.environ.setdefault(_name, _value)
