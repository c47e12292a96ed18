"""Opening a MusicXML document, compressed or not: no entities, no network, no archive larger than it says."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from typing import Any

from lxml import etree

from generators.errors import InputError
from generators.files.guards import Limits

MAX_ARCHIVE_ENTRIES = 20
# What else zipfile raises on archives whose bytes are wrong.
_DAMAGE = (KeyError, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, struct.error)


def opened(data: bytes, limits: Limits) -> etree._Element:
    """The root of the document in the bytes of a .musicxml, .xml or .mxl file. Raises InputError."""
    return _root(_unzipped(data, limits) if data.startswith(b"PK") else data)


def _unzipped(data: bytes, limits: Limits) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ARCHIVE_ENTRIES or sum(entry.file_size for entry in entries) > limits.unpacked:
                raise InputError(f"an archive of more than {MAX_ARCHIVE_ENTRIES} files or {limits.unpacked:,} bytes")
            container = _root(_entry(archive, "META-INF/container.xml", limits))
            rootfile = container.find(".//{*}rootfile")
            if rootfile is None:
                raise InputError("an archive whose container names no score")
            return _entry(archive, rootfile.get("full-path", ""), limits)
    except InputError:
        raise
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, *_DAMAGE) as error:
        raise InputError(f"a damaged archive: {error}") from None


def _entry(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    with archive.open(name) as file:
        data = file.read(limits.unpacked + 1)
    if len(data) > limits.unpacked:
        raise InputError(f"an archive whose {name} is larger than {limits.unpacked:,} bytes")
    return data


def _root(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"not well-formed XML: {str(error.msg).splitlines()[0]}") from None
    declared: Any = root.getroottree().docinfo.internalDTD  # what libxml2 understood, whatever the encoding
    if declared is not None and (any(declared.iterentities()) or any(declared.iterelements())):
        raise InputError("XML that declares entities of its own is not read")
    return root
