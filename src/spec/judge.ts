import * as l10n from '@vscode/l10n';
import { advise } from './advice.ts';
import { beyondSchema, insidesOf, newerThanThePage } from './beyond.ts';
import type { SpecDocument } from './document.ts';
import { oneLine } from './oneLine.ts';
import { isGrave, mostProblems, type Problem } from './problem.ts';
import { regionAdvice } from './regions.ts';
import { schemaProblems } from './schemaProblems.ts';

/** A message repeats names of the text. */
const readable = (problem: Problem): Problem => ({ ...problem, message: oneLine(problem.message) });

const andMore = (problem: Problem): Problem => ({
  ...problem,
  code: 'tooMany',
  message: l10n.t('More problems follow: only the first {0} are shown.', mostProblems),
  saidBy: 'own',
});

/** The first of each severity, so that no number of warnings hides an error or a grave warning, with a last one that says where more follow. */
function firstOf(problems: readonly Problem[]): Problem[] {
  const counts = new Map<string, number>();
  return problems.flatMap((problem) => {
    const kind = isGrave(problem) ? 'grave' : problem.severity;
    const before = counts.get(kind) ?? 0;
    counts.set(kind, before + 1);
    if (before < mostProblems) return [readable(problem)];
    return before === mostProblems ? [andMore(problem)] : [];
  });
}

/**
 * What is wrong with a spec, and what is worth knowing of it, in the order of the text; of each severity at most
 * {@link mostProblems}, and one that says that there are more.
 * A spec without a problem of severity `error` may be sent.
 *
 * @param now the present, in ms since 1970
 * @param hasSecret whether a text may not be shown in parts, since one of a secret would not be known again
 */
export function judge(
  document: SpecDocument,
  now = Date.now(),
  hasSecret: (text: string) => boolean = () => false,
): Problem[] {
  const { root, text, problems } = document;
  if (!root || problems.length > 0) return firstOf(problems);
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
  const advice = [...advise(root, insides, now, hasSecret), ...regionAdvice(root), ...newerThanThePage(root)];
  const all = [...bySchema, ...beyond, ...advice];
  return firstOf(all.sort((a, b) => a.offset - b.offset));
}
