/** The fixes and refactorings for a place of a spec. Nothing here throws, whatever the text is. */
import { maxDiagnostics, type Diagnostic, type DiagnosticCode } from '../diagnostic.ts';
import { messageLine } from '../messageQuotes.ts';
import { rules } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';
import { readSpec, type SpecDocument } from '../specDocument.ts';
import { validateSpec } from '../validation.ts';
import { applyEdits, editBetween, type Draft, type Edit, type Fix } from './fix.ts';
import { editsInSpec, findFixPlace, fixScopesOf, type FixPlace, type FixScope, type FixScopes } from './fixPlace.ts';
import { otherFormOf } from './structuredForm.ts';

const ruleByCode = new Map<DiagnosticCode, Rule<DiagnosticCode>>(rules.map((rule) => [rule.code, rule]));

function fixOf(draft: Draft, scope: FixScope, kind: Fix['kind']): Fix {
  const { title, isPreferred = false, safe = false } = draft;
  return { title: messageLine(title), kind, isPreferred, safe, edits: editsInSpec(scope, draft.edits) };
}

const draftsFor = (code: DiagnosticCode, place: FixPlace): Draft[] => ruleByCode.get(code)?.fixes?.(place) ?? [];

/** @param problem one that `validateSpec` found in this document */
export function fixesFor(document: SpecDocument, { code, offset }: Diagnostic): Fix[] {
  const scopes = fixScopesOf(document);
  const place = scopes && findFixPlace(scopes, offset);
  if (!place) return [];
  return draftsFor(code, place).map((draft) => fixOf(draft, place.scope, 'quickfix'));
}

/** Whether the fixes of a problem are offered anywhere in the spec, since the problem has no place of its own. */
export function isFixableAnywhere({ code }: Diagnostic): boolean {
  return ruleByCode.get(code)?.isFixableAnywhere ?? false;
}

/** The refactorings at an offset, which write the same value in another form. */
export function refactoringsAt(document: SpecDocument, offset: number): Fix[] {
  const scopes = fixScopesOf(document);
  if (!scopes) return [];
  return otherFormOf(scopes.spec, offset).map((draft) => fixOf(draft, scopes.spec, 'refactor'));
}

/**
 * The edits of one round of safe fixes. All edits of one string with JSON are combined, so that it is replaced once. At most as many
 * problems are fixed as are shown. Rules without safe fixes are skipped, which saves time in a file with very many problems.
 */
function safeEdits(scopes: FixScopes, problems: readonly Diagnostic[]): Edit[] {
  const byScope = new Map<FixScope, Edit[]>();
  const fixable = problems.filter(({ code }) => ruleByCode.get(code)?.hasSafeFixes);
  for (const { code, offset } of fixable.slice(0, maxDiagnostics)) {
    const place = findFixPlace(scopes, offset);
    const safe = place && draftsFor(code, place).find((draft) => draft.safe);
    if (!safe) continue;
    const edits = byScope.get(place.scope) ?? [];
    const overlaps = safe.edits.some(({ offset, length }) =>
      edits.some((edit) => offset < edit.offset + edit.length && edit.offset < offset + length),
    );
    if (!overlaps) byScope.set(place.scope, [...edits, ...safe.edits]);
  }
  return [...byScope].flatMap(([scope, edits]) => editsInSpec(scope, edits));
}

/** A fix can make another one possible: once a RestoreType has the right case, its SourceType can be fixed. */
const maxRounds = 5;

/**
 * The fixes that are applied on save. They correct only the spelling of a value that is refused as written and has one possible meaning:
 * a number in another notation (`1e9`), or a word or a key in the wrong case (`nas`, `vaultId`). The user decides about units, quotes,
 * misspelt keys, and everything that adds or removes a parameter.
 *
 * @param problems what `validateSpec` found in the document
 * @returns the edits of all rounds together; empty where there is nothing to fix
 */
export function fixAll(document: SpecDocument, problems: readonly Diagnostic[] = validateSpec(document)): Edit[] {
  let current = document;
  let remaining = problems;
  let all: Edit[] = [];
  for (let round = 0; round < maxRounds; round++) {
    const scopes = fixScopesOf(current);
    const edits = scopes ? safeEdits(scopes, remaining) : [];
    if (edits.length === 0) break;
    if (round === 0) all = edits;
    // A text with so many problems takes long to validate, and more rounds would not make it valid.
    if (remaining.some(({ code }) => code === 'tooMany')) break;
    const text = applyEdits(current.text, edits);
    current = readSpec(text);
    if (round > 0) all = [editBetween(document.text, text)].flatMap((edit) => edit ?? []);
    remaining = validateSpec(current);
  }
  return all;
}
