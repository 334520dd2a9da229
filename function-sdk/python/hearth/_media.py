"""Media of inputs and outputs."""

from __future__ import annotations

import pathlib
import re
import urllib.parse
import urllib.request
from typing import Any, Dict

_CONTENT_TYPE = re.compile(r"[!-~]+/[ -~]+")
_FILE_NAME = re.compile(r'[^\x00-\x1f/\\\x7f]{1,255}')
_ENDINGS = {"jpeg": "jpg", "mpeg": "mp3", "svg+xml": "svg", "plain": "txt"}


def media_path(media: Dict[str, Any]) -> pathlib.Path:
    """The local file of an input's media field; the node has fetched it."""
    url = urllib.parse.urlsplit(media["url"])
    if url.scheme != "file":
        raise ValueError(f'"{media["url"]}" is no file')
    return pathlib.Path(urllib.request.url2pathname(url.path))


def require_content_type(content_type: str) -> None:
    if not _CONTENT_TYPE.fullmatch(content_type) or len(content_type) > 127:
        raise ValueError(f'"{content_type}" is no media type')


def require_file_name(name: str) -> None:
    if not _FILE_NAME.fullmatch(name) or name.strip() in ("", ".", ".."):
        raise ValueError(f'"{name}" is no plain file name')


def file_name(kind: str, content_type: str) -> str:
    """`image.png` for `image/png`."""
    subtype = content_type.split("/", 1)[1].split(";", 1)[0].strip()
    ending = _ENDINGS.get(subtype, subtype)
    return f"{kind}.{ending}" if ending.isalnum() else kind
