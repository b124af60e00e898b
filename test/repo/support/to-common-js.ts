import ts from "typescript";

/**
 * A program of the documentation as it reads in CommonJS: imports become `require`, and what follows, which may wait at the
 * top level, goes into an async function.
 */
export function toCommonJs(code: string): string {
  const file = ts.createSourceFile("program.ts", code, ts.ScriptTarget.ESNext, true);
  const imports = file.statements.filter(ts.isImportDeclaration);
  const requires = imports.filter(({ importClause }) => !importClause?.isTypeOnly).map((node) => toRequire(node, file));
  const rest = file.statements.filter((statement) => !ts.isImportDeclaration(statement));
  const body = rest.map((statement) => statement.getFullText(file)).join("");
  const wrapped = `${requires.join("\n")}\n(async () => {${body}\n})();\n`;
  return ts.transpileModule(wrapped, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } })
    .outputText;
}

/** A program of the documentation without its types. */
export function toEsModule(code: string): string {
  return ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } })
    .outputText;
}

function toRequire({ importClause, moduleSpecifier }: ts.ImportDeclaration, file: ts.SourceFile): string {
  const required = `require(${moduleSpecifier.getText(file)})`;
  const bindings = importClause?.namedBindings;
  if (bindings && ts.isNamedImports(bindings)) {
    const values = bindings.elements.filter((element) => !element.isTypeOnly);
    return `const { ${values.map((element) => element.getText(file).replace(" as ", ": ")).join(", ")} } = ${required};`;
  }
  const name = importClause?.name ?? (bindings && ts.isNamespaceImport(bindings) ? bindings.name : undefined);
  return name ? `const ${name.text} = ${required};` : `${required};`;
}
