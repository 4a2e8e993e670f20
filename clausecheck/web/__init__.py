"""The local page: `clausecheck serve`.

The server (`app`, `guard`, `jobs`, `shelf`) takes files in and hands results out, and looks into neither; a process of
its own for each contract (`worker`, `making`) reads, judges and writes.
"""
