import { join } from "node:path";
import ts from "typescript";
import { packageFolders, packageManifest, root } from "./repository.ts";

export interface PublicName {
  name: string;
  /** Source file that declares it, from the root. */
  path: string;
  isFunction: boolean;
  hasExample: boolean;
}

/** Source files behind the `exports` of a package: `./dist/rank/index.js` is built from `src/rank/index.ts`. */
export function doorsOf(folder: string): string[] {
  const targets = Object.values(packageManifest(folder).exports).flatMap((target) =>
    typeof target === "string" ? [] : [target.import?.default as string],
  );
  return targets.map((target) => target.replace(/^\.\/dist\/(.*)\.js$/, `packages/${folder}/src/$1.ts`));
}

/** What each door exports, re-exports followed to their declaration. */
export function publicNames(doors: readonly string[]): PublicName[] {
  const options = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, noLib: true, types: [] };
  const program = ts.createProgram(
    doors.map((door) => join(root, door)),
    { ...options, allowImportingTsExtensions: true },
  );
  const checker = program.getTypeChecker();
  return doors.flatMap((door) => {
    const source = program.getSourceFile(join(root, door));
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) return [];
    return checker.getExportsOfModule(module).map((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const declaration = symbol.declarations?.[0];
      return {
        name: exported.name,
        path: declaration?.getSourceFile().fileName.slice(root.length + 1) ?? door,
        isFunction: declaration !== undefined && isFunction(declaration),
        hasExample: symbol.getJsDocTags(checker).some((tag) => tag.name === "example"),
      };
    });
  });
}

/** All names that can be imported from any package. */
export const allPublicNames: readonly PublicName[] = publicNames(packageFolders.flatMap(doorsOf));

function isFunction(declaration: ts.Declaration): boolean {
  if (ts.isFunctionDeclaration(declaration)) return true;
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value));
}
