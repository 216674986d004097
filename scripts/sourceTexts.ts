/** The texts in the source that a person sees: those that pass through `l10n.t`, and those that would stay English in every language. */
import ts from 'typescript';

/** A text in a source, with the number of its line from 1 on. */
export interface UntranslatedText {
  readonly line: number;
  readonly text: string;
}

/** Two words side by side. A single word may be a name, a key or a value, and then it is none of a language. */
const words = /\p{L}{2,}[,;:.]? \p{L}{2,}/u;

/** Who reads what these take: developers, in the log or in the stack of an error of the program. */
const forDevelopers: ReadonlySet<string> = new Set(['Error', 'RangeError', 'TypeError', 'AssertionError']);
const logMethods: ReadonlySet<string> = new Set(['trace', 'debug', 'info', 'warn', 'error', 'log']);

/** What the class around a node extends. */
function extendedClass(node: ts.Node): string {
  const around = ts.findAncestor(node, ts.isClassLike);
  const clause = around?.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  return clause?.types[0]?.expression.getText() ?? '';
}

function isForDevelopers(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return forDevelopers.has(node.expression.getText());
  if (!ts.isCallExpression(node)) return false;
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return forDevelopers.has(extendedClass(node));
  if (!ts.isPropertyAccessExpression(node.expression)) return false;
  const { name, expression } = node.expression;
  return logMethods.has(name.text) && /\blog(ger)?$/i.test(expression.getText());
}

const isTranslation = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && /(^|\.)l10n\.t$/.test(node.expression.getText());

/** The text of a literal, with `{}` for what is put into a template; undefined for other nodes. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
}

/** Whether a literal names something in the code: a module, a type, a key, one side of a comparison. */
function isName(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isImportAttribute(parent) ||
    ts.isLiteralTypeNode(parent) ||
    ts.isCaseClause(parent) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isElementAccessExpression(parent) && parent.argumentExpression === node) ||
    (ts.isBinaryExpression(parent) && /^[!=]==?$/.test(parent.operatorToken.getText()))
  );
}

const parsed = (source: string) => ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);

/**
 * The English texts that the source has translated. A text that is not written out there is looked up by words that stand elsewhere,
 * such as those of the schema.
 *
 * @param source TypeScript
 */
export function translatedTexts(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const [text] = isTranslation(node) ? (node as ts.CallExpression).arguments : [];
    if (text && ts.isStringLiteralLike(text)) found.push(text.text);
    ts.forEachChild(node, visit);
  };
  visit(parsed(source));
  return found;
}

/**
 * The texts that are not translated: words that don't pass through `l10n.t`.
 *
 * @param source TypeScript
 */
export function untranslatedTexts(source: string): UntranslatedText[] {
  const file = parsed(source);
  const found: UntranslatedText[] = [];
  const visit = (node: ts.Node): void => {
    if (isForDevelopers(node)) return;
    // What is put into a translated text is looked at; the text itself is not.
    if (isTranslation(node)) {
      (node as ts.CallExpression).arguments.slice(1).forEach(visit);
      return;
    }
    const text = textOf(node);
    if (text !== undefined && words.test(text) && !isName(node)) {
      found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
