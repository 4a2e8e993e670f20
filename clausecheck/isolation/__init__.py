"""Every file is read in a process of its own, with limits: what a file does to its reader stays there.

with Isolation(engine="pdfium") as isolation:
    reading = isolation.start(Path("contract.pdf"))
    ...                                              # it is read meanwhile
    document = reading.document()
"""

from clausecheck.isolation.reading import Isolation, Method, Reading

__all__ = ["Isolation", "Method", "Reading"]
