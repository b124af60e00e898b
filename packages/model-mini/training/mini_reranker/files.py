"""Files of a work folder: rows of JSON, pickles and JSON, written whole or not at all."""
import gzip
import json
import os
import pathlib
import pickle
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO


def read_jsonl(path: pathlib.Path) -> Iterator[dict[str, Any]]:
    """Rows of a .jsonl or .jsonl.gz file."""
    with gzip.open(path, 'rt', encoding='utf-8') if path.suffix == '.gz' else open(path, encoding='utf-8') as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def write_whole(path: pathlib.Path, write: Callable[[BinaryIO], object]) -> None:
    """Writes a file beside its place and moves it there, so that an interruption leaves the old one or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + '.draft')
    with open(draft, 'wb') as file:
        write(file)
    os.replace(draft, path)


def write_text(path: pathlib.Path, text: str) -> None:
    """Writes text in UTF-8."""
    write_whole(path, lambda file: file.write(text.encode()))


def write_json(path: pathlib.Path, body: object) -> None:
    """Writes a value as indented JSON."""
    write_text(path, json.dumps(body, indent=1, ensure_ascii=False) + '\n')


def read_json(path: pathlib.Path) -> Any:
    """The value of a JSON file."""
    return json.loads(path.read_text(encoding='utf-8'))


def write_pickle(path: pathlib.Path, body: object) -> None:
    """Writes a value that only this package reads back."""
    write_whole(path, lambda file: pickle.dump(body, file))


def read_pickle(path: pathlib.Path) -> Any:
    """A value of `write_pickle`; work folders are one's own, so their pickles are trusted."""
    with open(path, 'rb') as file:
        return pickle.load(file)
