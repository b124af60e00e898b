import { posix } from "node:path";
import ts from "typescript";
import type { SourceFile } from "./source-file.ts";

/**
 * - `static` loads the module together with the file; also `import { type A }`, which leaves a bare import behind.
 * - `dynamic` loads it when the line runs.
 * - `type` is erased.
 */
export type ImportKind = "static" | "dynamic" | "type";

export interface Import {
  from: string;
  /** Path in the repository where the specifier is relative, else the specifier itself. */
  to: string;
  kind: ImportKind;
  /** Names as the other module exports them. */
  names: string[];
}

/** Every import and re-export of a file. */
export function readImports({ path, text }: SourceFile): Import[] {
  const imports: Import[] = [];
  const add = (specifier: ts.Node, kind: ImportKind, names: string[] = []) => {
    if (!ts.isStringLiteralLike(specifier)) throw new Error(`${path}: an import must name its module in a plain string`);
    const to = specifier.text.startsWith(".") ? posix.join(posix.dirname(path), specifier.text) : specifier.text;
    imports.push({ from: path, to, kind, names });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const bindings = node.importClause?.namedBindings;
      add(node.moduleSpecifier, node.importClause?.isTypeOnly ? "type" : "static", namesOf(bindings));
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node.moduleSpecifier, node.isTypeOnly ? "type" : "static", namesOf(node.exportClause));
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, "type");
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0] as ts.Node, "dynamic");
    } else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "require") {
      add(node.arguments[0] as ts.Node, "static");
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ESNext));
  return imports;
}

function namesOf(bindings: ts.NamedImportBindings | ts.NamedExportBindings | undefined): string[] {
  if (!bindings || !(ts.isNamedImports(bindings) || ts.isNamedExports(bindings))) return [];
  return bindings.elements.map((element) => (element.propertyName ?? element.name).text);
}
