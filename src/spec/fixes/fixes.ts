/** The changes that a person may choose at a place of a spec. Nothing here throws on any text. */
import { readSpec, type SpecDocument } from '../document.ts';
import { judge } from '../judge.ts';
import { oneLine } from '../oneLine.ts';
import { mostProblems, type Problem, type ProblemCode } from '../problem.ts';
import { applyEdits, type Draft, type Edit, type Fix } from './fix.ts';
import { duplicateFixes, keyFixes } from './keys.ts';
import { addMissing } from './missing.ts';
import { inSpec, placeOf, scopesOf, type Place, type Scope, type Scopes } from './scope.ts';
import { notJsonFixes, otherForm, pathFixes } from './structured.ts';
import { dotFixes, flagFixes, kindFixes, numberFixes, regionFixes, sourceTypeFixes, wordFixes } from './values.ts';

const fixers: readonly ((place: Place) => Draft[])[] = [
  addMissing,
  keyFixes,
  duplicateFixes,
  wordFixes,
  sourceTypeFixes,
  kindFixes,
  numberFixes,
  notJsonFixes,
  flagFixes,
  regionFixes,
  pathFixes,
  dotFixes,
];

function fixOf(draft: Draft, scope: Scope, kind: Fix['kind']): Fix {
  const { title, isPreferred = false, safe = false } = draft;
  return { title: oneLine(title), kind, isPreferred, safe, edits: inSpec(scope, draft.edits) };
}

const draftsFor = (place: Place) => fixers.flatMap((fixer) => fixer(place));

/** @param problem one that `judge` said of this document */
export function fixesFor(document: SpecDocument, problem: Problem): Fix[] {
  const scopes = scopesOf(document);
  const place = scopes && placeOf(scopes, problem);
  if (!place) return [];
  return draftsFor(place).map((draft) => ({ ...fixOf(draft, place.scope, 'quickfix'), problemCode: problem.code }));
}

/** Other ways to write what stands at an offset. */
export function refactoringsAt(document: SpecDocument, offset: number): Fix[] {
  const scopes = scopesOf(document);
  if (!scopes) return [];
  return otherForm(scopes.whole, offset).map((draft) => fixOf(draft, scopes.whole, 'refactor'));
}

/** The rules that a safe fix can be for; asking the others would cost time in a file that is wrong all over. */
const safeCodes: ReadonlySet<ProblemCode> = new Set(['unknownValue', 'mismatch', 'pattern', 'plainDigits']);

/**
 * One round of safe fixes: the edits of each text are put together, so that a string is rewritten once. Of more problems
 * than are shown, the rest takes another run.
 */
function safeEdits(scopes: Scopes, problems: readonly Problem[]): Edit[] {
  const byScope = new Map<Scope, Edit[]>();
  for (const problem of problems.filter(({ code }) => safeCodes.has(code)).slice(0, mostProblems)) {
    const place = placeOf(scopes, problem);
    const safe = place && draftsFor(place).find((draft) => draft.safe);
    if (!safe) continue;
    const edits = byScope.get(place.scope) ?? [];
    const overlaps = safe.edits.some(({ offset, length }) =>
      edits.some((edit) => offset < edit.offset + edit.length && edit.offset < offset + length),
    );
    if (!overlaps) byScope.set(place.scope, [...edits, ...safe.edits]);
  }
  return [...byScope].flatMap(([scope, edits]) => inSpec(scope, edits));
}

/** One edit that makes one text of another, leaving alone what is the same at both ends. */
function difference(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { offset: start, length: before.length - end - start, text: after.slice(start, after.length - end) };
}

/** One fix can make way for the next, as a RestoreType in the right case does for its SourceType. */
const mostRounds = 5;

/**
 * What may be changed unasked, on save: only the spelling of a value that has one reading and is refused as it stands,
 * which is a number in other digits (`1e9`) and a word in the wrong case (`nas`). Units, quotes, keys and anything that
 * adds or takes away a parameter are a person's decision.
 *
 * @param problems what the judge says of the document
 * @returns the edits of all rounds together; empty where there is nothing to fix
 */
export function fixAll(document: SpecDocument, problems: readonly Problem[] = judge(document)): Edit[] {
  let current = document;
  let said = problems;
  let first: Edit[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const scopes = scopesOf(current);
    const edits = scopes ? safeEdits(scopes, said) : [];
    if (edits.length === 0) break;
    if (round === 0) first = edits;
    // A text that is wrong all over takes long to judge, and isn't right after any number of rounds.
    if (said.some(({ code }) => code === 'tooMany')) break;
    const text = applyEdits(current.text, edits);
    current = readSpec(text);
    if (round > 0) first = [difference(document.text, text)];
    said = judge(current);
  }
  return first;
}
