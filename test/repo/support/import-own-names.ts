import { join } from "node:path";
import ts from "typescript";
import { root } from "./repository.ts";
import type { SourceFile } from "./source-file.ts";

/**
 * Puts an import in front of an example that shows an internal function: nobody can import that by a package's name, so the
 * exports of the example's own source file are imported by path, as far as the example uses them.
 */
export function importOwnNames(file: SourceFile, code: string): string {
  const names = exportedValues(file).filter((name) => new RegExp(`\\b${name}\\b`).test(code) && !imports(code, name));
  if (names.length === 0) return code;
  return `import { ${names.join(", ")} } from ${JSON.stringify(join(root, file.path))};\n${code}`;
}

function exportedValues({ path, text }: SourceFile): string[] {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ESNext).statements.flatMap((statement) => {
    const isValue = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isVariableStatement(statement);
    if (!isValue || !statement.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) return [];
    const named = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [statement];
    return named.flatMap(({ name }) => (name && ts.isIdentifier(name) ? [name.text] : []));
  });
}

function imports(code: string, name: string): boolean {
  return new RegExp(`^import [^;]*\\b${name}\\b`, "m").test(code);
}
