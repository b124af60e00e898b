import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { temporaryName } from "../replace-file.ts";

export interface LockTimes {
  /** How often a holder shows that it lives. */
  beatMs: number;
  /** Age of the last sign of life after which a lock counts as left behind. */
  staleMs: number;
  pollMs: number;
}

const defaultTimes: LockTimes = { beatMs: 5_000, staleMs: 30_000, pollMs: 100 };

/**
 * Does work while no other process does work under the same lock file. It saves a second download and no more: two holders,
 * which a file system without exclusive creation allows, write the same bytes and check them. A signal ends the wait for another
 * holder with an `AbortError`.
 */
export async function withFileLock<T>(
  file: string,
  work: () => Promise<T>,
  { signal, ...times }: Partial<LockTimes> & { signal?: AbortSignal } = {},
): Promise<T> {
  const { beatMs, staleMs, pollMs } = { ...defaultTimes, ...times };
  await mkdir(dirname(file), { recursive: true });
  const token = `${JSON.stringify({ pid: process.pid, host: hostname() })}\n${Math.random()}`;
  while (!(await tryCreate(file, token))) {
    const left = await leftBehind(file, staleMs);
    if (left === undefined) await sleep(pollMs, undefined, { signal });
    else await removeIfSame(file, left);
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, beatMs);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await removeIfSame(file, token);
  }
}

async function tryCreate(file: string, token: string): Promise<boolean> {
  try {
    await writeFile(file, token, { flag: "wx", mode: 0o664 });
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw cause;
  }
}

/** Content of a lock whose holder is gone. */
async function leftBehind(file: string, staleMs: number): Promise<string | undefined> {
  try {
    const [content, { mtimeMs }] = [await readFile(file, "utf8"), await stat(file)];
    if (Date.now() - mtimeMs > staleMs) return content;
    const { pid, host } = JSON.parse(content.split("\n")[0] as string) as { pid: number; host: string };
    return host === hostname() && !isAlive(pid) ? content : undefined;
  } catch {
    // Removed or not yet written in this moment, or not ours to read: its age will tell.
    return undefined;
  }
}

/** Removes a lock unless another process has put its own in its place. */
async function removeIfSame(file: string, content: string): Promise<void> {
  const aside = temporaryName(file);
  try {
    await rename(file, aside);
    if ((await readFile(aside, "utf8")) !== content) await link(aside, file);
  } catch {
    // Gone already, or a new one is in its place.
  } finally {
    await rm(aside, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}
