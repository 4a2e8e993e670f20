"""The command line: one module a command, `entry` the first to run."""
