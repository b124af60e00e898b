/** Values of a tensor as float32; `undefined` where it holds no floats. Half precision comes as its bits, or as a Float16Array. */
export function toFloat32(tensor: { type: string; data: unknown } | undefined): Float32Array | undefined {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  if (tensor?.type !== "float16") return undefined;
  if (tensor.data instanceof Uint16Array) return Float32Array.from(tensor.data, fromHalf);
  return ArrayBuffer.isView(tensor.data) ? Float32Array.from(tensor.data as unknown as ArrayLike<number>) : undefined;
}

/** IEEE 754 binary16: one bit of sign, five of exponent, ten of fraction. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
