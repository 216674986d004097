import { advise } from './advice.ts';
import { beyondSchema, insidesOf, newerThanThePage } from './beyond.ts';
import type { SpecDocument } from './document.ts';
import { oneLine } from './oneLine.ts';
import type { Problem } from './problem.ts';
import { regionAdvice } from './regions.ts';
import { schemaProblems } from './schemaProblems.ts';

/** A message repeats names of the text. */
const readable = (problem: Problem): Problem => ({ ...problem, message: oneLine(problem.message) });

/**
 * Everything that is wrong with a spec, and what is worth knowing of it, in the order of the text.
 * A spec without a problem of severity `error` may be sent.
 *
 * @param now the present, in ms since 1970
 */
export function judge(document: SpecDocument, now = Date.now()): Problem[] {
  const { root, text, problems } = document;
  if (!root || problems.length > 0) return problems.map(readable);
  const bySchema = schemaProblems(root).map(({ code, message, node, atStart }): Problem => ({
    code,
    message,
    severity: 'error',
    offset: node.offset,
    length: atStart ? 1 : node.length,
    saidBy: 'editor',
  }));
  const said = new Set(bySchema.map(({ offset }) => offset));
  // What the schema refuses needs no second complaint about its spelling.
  const spelling = new Set(['plainDigits', 'brokenText']);
  const insides = insidesOf(root, text);
  const beyond = beyondSchema(root, text, insides).filter(
    ({ code, offset }) => !spelling.has(code) || !said.has(offset),
  );
  return [...bySchema, ...beyond, ...advise(root, insides, now), ...regionAdvice(root), ...newerThanThePage(root)]
    .sort((a, b) => a.offset - b.offset)
    .map(readable);
}
