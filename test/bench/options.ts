import { sections } from "./sections/index.ts";

export interface BenchOptions {
  quick: boolean;
  fresh: boolean;
  /** Whether sections were chosen by name; otherwise they are all there. */
  named: boolean;
  sections: string[];
}

const flags = ["--quick", "--fresh"];

/** Reads the command line; a wrong one ends the process with exit code 2. */
export function readOptions(args: readonly string[]): BenchOptions {
  const known = Object.keys(sections);
  const unknown = args.find((arg) => !flags.includes(arg) && !known.includes(arg));
  if (unknown !== undefined) {
    process.stderr.write(`usage: npm run bench -- [--quick] [--fresh] [${known.join("|")} ...], not ${unknown}\n`);
    process.exit(2);
  }
  const named = args.filter((arg) => known.includes(arg));
  return {
    quick: args.includes("--quick"),
    fresh: args.includes("--fresh"),
    named: named.length > 0,
    sections: named.length > 0 ? named : known,
  };
}
