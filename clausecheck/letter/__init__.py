"""The message to the practice or agency: what to change, in which clause, in ready words."""
