import assert from "node:assert/strict";
import { isRerankError, type RerankErrorCode } from "../../contract/index.ts";

/** The call rejects with a `RerankError` of this code whose message says something. */
export async function assertRejectsWith(call: Promise<unknown>, code: RerankErrorCode, message: RegExp = /\S/): Promise<void> {
  await assert.rejects(call, (error: unknown) => {
    assert.ok(isRerankError(error), `expected a RerankError, got ${error}`);
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  });
}
