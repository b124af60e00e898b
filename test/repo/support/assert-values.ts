import ts from "typescript";

/**
 * Turns an example into a program that checks itself: `expression; // => value` becomes an assertion of deep equality, and
 * `console.log(expression); // => value` one about what is logged.
 *
 * @throws where a `// =>` stands behind something that has no value, since nobody would check it
 */
export function assertValues(code: string): string {
  const file = ts.createSourceFile("example.ts", code, ts.ScriptTarget.ESNext, true);
  const promises = new Map(
    [...code.matchAll(/\/\/ =>(.*)/g)].map((found) => [file.getLineAndCharacterOfPosition(found.index).line, found[1]?.trim()]),
  );
  const edits: { start: number; end: number; text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.end);
      const value = promises.get(line);
      if (value) {
        promises.delete(line);
        const actual = loggedBy(node.expression) ?? node.expression;
        const text = `assert.deepStrictEqual(${actual.getText(file)}, ${value});`;
        edits.push({ start: node.getStart(file), end: node.end, text });
        return;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (promises.size) throw new Error(`nothing checks "// => ${[...promises.values()][0]}": put it behind an expression`);
  const checked = edits.reduceRight((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code);
  return `import assert from "node:assert/strict";\n${checked}\n`;
}

function loggedBy(expression: ts.Expression): ts.Expression | undefined {
  const isLog = ts.isCallExpression(expression) && expression.expression.getText() === "console.log";
  return isLog && expression.arguments.length === 1 ? expression.arguments[0] : undefined;
}
