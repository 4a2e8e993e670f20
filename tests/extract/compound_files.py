"""OLE compound files made on the spot: Outlook messages and old Word files."""

import struct
from collections.abc import Mapping

Tree = Mapping[str, "bytes | Tree"]
"""Streams by name, and storages, which hold streams."""

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096


def compound(tree: Tree) -> bytes:
    """A compound file of these streams and storages."""
    entries: list[list] = [["Root Entry", 5, _FREE, b""]]
    _add(entries, tree, 0)
    small = bytearray()
    small_chain: list[int] = []
    for entry in entries[1:]:
        if entry[1] == 2 and len(entry[3]) < _CUTOFF:
            first = len(small) // _SMALL
            count = -(-len(entry[3]) // _SMALL)
            small += entry[3].ljust(count * _SMALL, b"\0")
            small_chain += [first + i + 1 for i in range(count - 1)] + [_END] * (count > 0)
            entry.append(first if count else _END)
    sectors: list[bytes] = []
    chain: list[int] = []

    def put(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
        sectors.extend(pieces)
        chain.extend([first + i + 1 for i in range(len(pieces) - 1)] + [_END])
        return first

    for entry in entries[1:]:
        if entry[1] == 2 and len(entry[3]) >= _CUTOFF:
            entry.append(put(entry[3]))
        elif entry[1] != 2:
            entry.append(0)
    root_start = put(bytes(small)) if small else _END
    small_fat = b"".join(struct.pack("<I", n) for n in small_chain)
    small_count = -(-len(small_fat) // _SECTOR)
    small_start = put(small_fat.ljust(small_count * _SECTOR, b"\xff")) if small_count else _END
    directory = put(_directory(entries, root_start, len(small)))
    fat_count = 1
    while fat_count * 128 < len(sectors) + fat_count:
        fat_count += 1
    fat_sectors = list(range(len(sectors), len(sectors) + fat_count))
    chain += [_FAT] * fat_count
    fat = b"".join(struct.pack("<I", n) for n in chain).ljust(fat_count * _SECTOR, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E, 3, 0xFFFE, 9, 6, 0, fat_count, directory, 0, _CUTOFF, small_start, small_count, _END, 0,
    )  # fmt: skip
    header += b"".join(struct.pack("<I", n) for n in fat_sectors).ljust(436, b"\xff")
    return header + b"".join(sectors) + fat


def _add(entries: list[list], tree: Tree, parent: int) -> None:
    """Children hang on each other's right side, in the order of their names, as the format wants them sorted."""
    previous = None
    for name in sorted(tree, key=lambda each: (len(each), each.upper())):
        value = tree[name]
        index = len(entries)
        is_stream = isinstance(value, bytes)
        entries.append([name, 2 if is_stream else 1, _FREE, value if is_stream else b""])
        if previous is None:
            entries[parent][2] = index
        else:
            entries[previous].insert(4, ("right", index))
        if not is_stream:
            _add(entries, value, index)
        previous = index


def _directory(entries: list[list], root_start: int, root_size: int) -> bytes:
    out = b""
    for name, kind, child, data, *rest in entries:
        right = next((each[1] for each in rest if isinstance(each, tuple)), _FREE)
        start = next((each for each in rest if isinstance(each, int)), 0)
        if kind == 5:
            start, size = root_start, root_size
        else:
            size = len(data)
        raw = name.encode("utf-16-le") + b"\0\0"
        out += struct.pack("<64sHBBIII36xIII", raw, len(raw), kind, 1, _FREE, right, child, start, size, 0)
    missing = -len(out) % _SECTOR
    return out + (struct.pack("<64sHBBIII36xIII", b"", 0, 0, 0, _FREE, _FREE, _FREE, 0, 0, 0) * (missing // 128))


def properties(fixed: Mapping[int, tuple[int, int]], header: int) -> bytes:
    """A message's stream of fixed properties: number to type and value."""
    return bytes(header) + b"".join(
        struct.pack("<HHIQ", kind, number, 6, value) for number, (kind, value) in fixed.items()
    )


def text(number: int, value: str) -> dict[str, bytes]:
    """A text property of a message."""
    return {f"__substg1.0_{number:04X}001F": value.encode("utf-16-le")}


def binary(number: int, value: bytes) -> dict[str, bytes]:
    """A binary property of a message."""
    return {f"__substg1.0_{number:04X}0102": value}


def message(
    body: Tree,
    *attachments: Tree,
    fixed: Mapping[int, tuple[int, int]] | None = None,
    inner: bool = False,
) -> dict[str, "bytes | Tree"]:
    """The streams of an Outlook message; `inner` for one within another."""
    tree: dict[str, bytes | Tree] = {"__properties_version1.0": properties(fixed or {}, 24 if inner else 32), **body}
    for index, attachment in enumerate(attachments):
        tree[f"__attach_version1.0_#{index:08X}"] = attachment
    return tree


def attached(name: str, data: bytes) -> dict[str, bytes]:
    """An attachment of an Outlook message."""
    return {
        "__properties_version1.0": properties({0x3705: (3, 1)}, 8),
        **text(0x3707, name),
        **binary(0x3701, data),
    }


def packed(rich: bytes) -> bytes:
    """Rich Text as Outlook keeps it, in the form that packs nothing."""
    return struct.pack("<IIII", len(rich) + 12, len(rich), 0x414C454D, 0) + rich


def squeezed(rich: bytes) -> bytes:
    """Rich Text as Outlook keeps it, in the form that packs, of literal bytes alone but for the end."""
    out, rich_left, write = b"", rich, 207
    while True:
        chunk, rich_left = rich_left[:8], rich_left[8:]
        write = (write + len(chunk)) % 4096
        if len(chunk) < 8:
            out += bytes([1 << len(chunk)]) + chunk + struct.pack(">H", write << 4)
            break
        out += b"\0" + chunk
    return struct.pack("<IIII", len(out) + 12, len(rich), 0x75465A4C, 0) + out


def old_word(
    runs: list[tuple[str, bytes]], *, wide: bool = False, encrypted: bool = False, version: int = 0xC1
) -> bytes:
    """An old Word file: runs of text with the operations on their characters; `\\r` ends a paragraph."""
    encoding, size = ("utf-16-le", 2) if wide else ("cp1252", 1)
    begin = 1024
    body = "".join(run for run, _ in runs)
    data = body.encode(encoding)
    bounds = [begin]
    for run, _ in runs:
        bounds.append(bounds[-1] + len(run) * size)
    text_end = -(-(begin + len(data)) // 512) * 512
    page = bytearray(512)
    page[511] = len(runs)
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    at = 480
    for index, (_, operations) in enumerate(runs):
        if operations:
            at -= (len(operations) + 2) // 2 * 2
            page[at] = len(operations)
            page[at + 1 : at + 1 + len(operations)] = operations
            page[4 * len(bounds) + index] = at // 2
    head = bytearray(begin)
    struct.pack_into("<HH6xH", head, 0, 0xA5EC, version, 0x0100 if encrypted else 0)
    struct.pack_into("<i", head, 0x4C, len(body))
    plc = struct.pack("<IIHIH", 0, len(body), 0, begin if wide else begin * 2 | 0x40000000, 0)
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    bte = struct.pack("<III", bounds[0], bounds[-1], text_end // 512)
    struct.pack_into("<II", head, 0x9A + 8 * 12, 0, len(bte))
    struct.pack_into("<II", head, 0x9A + 8 * 33, len(bte), len(clx))
    return compound(
        {"WordDocument": bytes(head) + data.ljust(text_end - begin, b"\0") + bytes(page), "0Table": bte + clx}
    )
