import { coreLayers, packageLayers, sharedByScorers } from "./import-layers.ts";
import { type Import, readImports } from "./read-imports.ts";
import type { SourceFile } from "./source-file.ts";

const core = "packages/core/src/";

/** Imports against the direction of the layers, each as one line that says which and why. */
export function findWrongImports(files: readonly SourceFile[]): string[] {
  return files.flatMap(readImports).flatMap((found) => {
    const reason = betweenPackages(found) ?? insideCore(found) ?? betweenScorers(found);
    return reason === undefined ? [] : [`${found.from} imports ${found.to}: ${reason}`];
  });
}

function betweenPackages({ from, to }: Import): string | undefined {
  const folder = packageOf(from);
  if (to.startsWith("packages/") || to.startsWith("..")) {
    return to.startsWith(`packages/${folder}/src/`) ? undefined : "a relative import stays in its package's src";
  }
  const target = packageNamed(to);
  if (target === undefined) return undefined;
  if (target === folder) return "a package does not import itself by name";
  return packageLayers[folder]?.includes(target) ? undefined : `${folder} may not import ${target}`;
}

function insideCore({ from, to }: Import): string | undefined {
  if (!from.startsWith(core)) return undefined;
  const layer = layerOf(from);
  const allowed = coreLayers[layer];
  if (!allowed) return `${layer} is in no layer`;
  if (!to.startsWith(core))
    return ["contract", "rank"].includes(layer) ? `${layer}/ imports no package and no builtin` : undefined;
  const target = layerOf(to);
  return target === layer || allowed.includes(target) ? undefined : `${layer} may not import ${target}`;
}

function betweenScorers({ from, to }: Import): string | undefined {
  const [scorer, target] = [from, to].map((path) => path.match(/^packages\/core\/src\/scorers\/([^/]+)/)?.[1]);
  if (!scorer || !target || scorer === target || sharedByScorers.includes(target)) return undefined;
  return "scorers do not import each other";
}

function packageOf(path: string): string {
  return path.split("/")[1] as string;
}

function layerOf(path: string): string {
  return path.slice(core.length).split("/")[0] as string;
}

/** Folder of the package that a specifier names: `secondpass/rank` is in core. */
function packageNamed(specifier: string): string | undefined {
  if (/^secondpass(\/|$)/.test(specifier)) return "core";
  return specifier.match(/^@secondpass\/([^/]+)/)?.[1];
}
