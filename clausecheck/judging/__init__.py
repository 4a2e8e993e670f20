"""Signals into a report: weigh, compare, grade, measure; `checking` composes all stages."""
