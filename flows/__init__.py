"""Prefect flows, settings and the command line.

Comes in: folders, commands, schedules. Goes out: runs that fill the store. May import all other folders.
"""
