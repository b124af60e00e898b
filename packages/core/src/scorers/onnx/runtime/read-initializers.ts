import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** A tensor that is stored in an ONNX file, without its values. */
export interface Initializer {
  name: string;
  dims: number[];
}

// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto: ModelProto.graph, GraphProto.initializer, TensorProto.dims and .name.
const graphField = 7;
const initializerField = 5;
const dimsField = 1;
const nameField = 8;

// What is read at a time: values are leapt over, and names and shapes between them are short.
const windowBytes = 4096;

/**
 * Names and shapes of the tensors in an ONNX file. Only these are read, whatever the file's size: of the protobuf message everything
 * else is passed over by its length.
 *
 * @returns none where the file is not such a message, as in other formats that the engine loads
 */
export function readInitializers(file: string): Initializer[] {
  const descriptor = openSync(file, "r");
  try {
    const byteAt = openWindow(descriptor);
    const whole = { start: 0, end: fstatSync(descriptor).size };
    return childrenOf(byteAt, whole, graphField)
      .flatMap((graph) => childrenOf(byteAt, graph, initializerField))
      .map((tensor) => readTensor(byteAt, tensor));
  } catch (error) {
    if (error instanceof MalformedError) return [];
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

class MalformedError extends Error {}

type ByteAt = (position: number) => number;

/** A part of the file. */
interface Span {
  start: number;
  end: number;
}

interface Field extends Span {
  number: number;
  /** Of a number; other fields have their span only. */
  value?: number;
}

function openWindow(descriptor: number): ByteAt {
  const window = Buffer.alloc(windowBytes);
  let start = 0;
  let length = 0;
  return (position) => {
    if (position < start || position >= start + length) {
      start = position;
      length = readSync(descriptor, window, 0, windowBytes, position);
    }
    const byte = window[position - start];
    if (byte === undefined || position >= start + length) throw new MalformedError("it ends too early");
    return byte;
  };
}

function childrenOf(byteAt: ByteAt, message: Span, number: number): Field[] {
  return [...fieldsOf(byteAt, message)].filter((field) => field.number === number);
}

function readTensor(byteAt: ByteAt, tensor: Span): Initializer {
  const initializer: Initializer = { name: "", dims: [] };
  for (const field of fieldsOf(byteAt, tensor)) {
    if (field.number === nameField) initializer.name = textOf(byteAt, field);
    if (field.number === dimsField) initializer.dims.push(...(field.value === undefined ? packed(byteAt, field) : [field.value]));
  }
  return initializer;
}

function* fieldsOf(byteAt: ByteAt, { start, end }: Span): Generator<Field> {
  let at = start;
  while (at < end) {
    const tag = readNumber(byteAt, at);
    const field = readField(byteAt, tag.value, tag.end);
    if (field.end > end) throw new MalformedError("a part is longer than the whole");
    yield field;
    at = field.end;
  }
}

function readField(byteAt: ByteAt, tag: number, at: number): Field {
  const number = Math.floor(tag / 8);
  const kind = tag % 8;
  if (kind === 0) return { number, start: at, ...readNumber(byteAt, at) };
  if (kind === 1) return { number, start: at, end: at + 8 };
  if (kind === 5) return { number, start: at, end: at + 4 };
  if (kind !== 2) throw new MalformedError(`no field is of the kind ${kind}`);
  const length = readNumber(byteAt, at);
  return { number, start: length.end, end: length.end + length.value };
}

/** Seven bits a byte, the lowest first; the eighth says that there are more. */
function readNumber(byteAt: ByteAt, start: number): { value: number; end: number } {
  let value = 0;
  for (let length = 0; length < 10; length++) {
    const byte = byteAt(start + length);
    value += (byte & 0x7f) * 2 ** (7 * length);
    if (byte < 0x80) return { value, end: start + length + 1 };
  }
  throw new MalformedError("a number has no end");
}

function* packed(byteAt: ByteAt, { start, end }: Span): Generator<number> {
  for (let at = start; at < end; ) {
    const number = readNumber(byteAt, at);
    yield number.value;
    at = number.end;
  }
}

function textOf(byteAt: ByteAt, { start, end }: Span): string {
  // In a file of another format a name may seem to have any length.
  if (end - start > windowBytes) throw new MalformedError("no name is that long");
  return Buffer.from(Array.from({ length: end - start }, (_, i) => byteAt(start + i))).toString();
}
