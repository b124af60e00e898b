"""Tensors of an ONNX file, read without the `onnx` package: the few fields of its protobuf message that are needed.

https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
"""
import pathlib
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
GRAPH, INITIALIZER = 7, 5
DIMS, DATA_TYPE, NAME, RAW_DATA = 1, 2, 8, 9
_TYPES = {1: np.float32, 3: np.int8, 6: np.int32, 7: np.int64}


def read_tensors(path: pathlib.Path) -> dict[str, Array]:
    """The graph's initialisers by name; those of other types than the exporter writes for this model are left out."""
    graph = next(_parts(memoryview(path.read_bytes()), GRAPH))
    tensors = (_tensor(part) for part in _parts(graph, INITIALIZER))
    return dict(tensor for tensor in tensors if tensor is not None)


def _tensor(message: memoryview) -> tuple[str, Array] | None:
    """Name and values of a tensor whose values lie in its raw data, as the exporter writes them."""
    fields = list(_fields(message))
    kind = next((value for number, value in fields if number == DATA_TYPE), 0)
    if kind not in _TYPES:
        return None
    dims = [int(value) for number, value in fields if number == DIMS]
    name, raw = (b''.join(bytes(part) for part in _parts(message, number)) for number in (NAME, RAW_DATA))
    return name.decode(), np.frombuffer(raw, _TYPES[int(kind)]).reshape(dims)


def _parts(message: memoryview, wanted: int) -> Iterator[memoryview]:
    return (value for number, value in _fields(message) if number == wanted and isinstance(value, memoryview))


def _fields(message: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """Numbers and values of a message's fields; fixed-size ones are passed over."""
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        kind = tag & 7
        if kind == 0:
            value, at = _varint(message, at)
            yield tag >> 3, value
        elif kind == 2:
            length, at = _varint(message, at)
            yield tag >> 3, message[at:at + length]
            at += length
        elif kind in (1, 5):
            at += 8 if kind == 1 else 4
        else:
            raise ValueError(f'no ONNX file: a field of kind {kind}')


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
