"""Opening a MusicXML document, compressed or not: no entities, no network, no archive larger than it says."""

from __future__ import annotations

import codecs
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from generators.errors import InputError
from generators.files.guards import Limits

CONTAINER = "META-INF/container.xml"
SUFFIXES = (".musicxml", ".xml")
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What else zipfile raises on archives whose bytes are wrong.
_DAMAGE = (KeyError, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, struct.error)


def opened(data: bytes, limits: Limits) -> etree._Element:
    """The root of the partwise score in the bytes of a .musicxml, .xml or .mxl file. Raises InputError."""
    root = _root(_unzipped(data, limits) if data.startswith(b"PK") else data)
    if root.tag == "score-timewise":
        return _partwise(root)
    if root.tag != "score-partwise":
        raise InputError(f"not a MusicXML score: its root is <{root.tag}>")
    return root


def _unzipped(data: bytes, limits: Limits) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > limits.unpacked:
                raise InputError(f"an archive of more than {limits.unpacked:,} bytes")
            for name in _scores(archive, limits):
                score = _entry(archive, name, limits)
                if _is_xml(score):
                    return score
            raise InputError("an archive whose container names no score")
    except InputError:
        raise
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, *_DAMAGE) as error:
        raise InputError(f"a damaged archive: {error}") from None


def _scores(archive: zipfile.ZipFile, limits: Limits) -> Iterator[str]:
    """Names of what may be the score: those that the container lists, which may be other renditions of the music."""
    if CONTAINER in archive.namelist():
        for rootfile in _root(_entry(archive, CONTAINER, limits)).iterfind(".//{*}rootfile"):
            yield rootfile.get("full-path", "")
    else:
        yield from (name for name in archive.namelist() if name.lower().endswith(SUFFIXES))


def _entry(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    with archive.open(name) as file:
        data = file.read(limits.unpacked + 1)
    if len(data) > limits.unpacked:
        raise InputError(f"an archive whose {name} is larger than {limits.unpacked:,} bytes")
    return data


def _is_xml(data: bytes) -> bool:
    return data.startswith(WIDE) or _trimmed(data).startswith(b"<")


def _trimmed(data: bytes) -> bytes:
    """The text without the blank lines that some programs leave before it, which XML does not allow."""
    return data.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")


def _root(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data if data.startswith(WIDE) else _trimmed(data), parser)
    except etree.XMLSyntaxError as error:
        message = str(error.msg).splitlines()[0]
        if "Invalid bytes in character encoding" in message:
            raise InputError(f"not well-formed XML: its text is not in the encoding that it names: {message}") from None
        raise InputError(f"not well-formed XML: {message}") from None
    declared: Any = root.getroottree().docinfo.internalDTD  # what libxml2 understood, whatever the encoding
    if declared is not None and (any(declared.iterentities()) or any(declared.iterelements())):
        raise InputError("XML that declares entities of its own is not read")
    return root


def _partwise(root: etree._Element) -> etree._Element:
    """The same score, measures within parts in place of parts within measures."""
    partwise = etree.Element("score-partwise")
    parts: dict[str | None, etree._Element] = {}
    for child in list(root):
        if child.tag != "measure":
            partwise.append(child)
            continue
        for written in child.iterfind("part"):
            name = written.get("id")
            if name not in parts:
                parts[name] = etree.Element("part", id=name or "")
            etree.SubElement(
                parts[name], "measure", {str(key): str(value) for key, value in child.attrib.items()}
            ).extend(list(written))
    partwise.extend(parts.values())
    return partwise
