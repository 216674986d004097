/** Which problems of a spec this extension has to report itself, since VS Code's JSON support doesn't. */
import type { Diagnostic } from './diagnostic.ts';
import { propertiesOf } from './jsonTree.ts';
import type { SpecDocument } from './specDocument.ts';

/** What VS Code's JSON support does with a document. */
export interface JsonSupport {
  /** Whether it says problems at all: the language is JSON, and its validation is switched on. */
  readonly isOn: boolean;
  /** Where the problems begin that it reports now. */
  readonly reportedAt: (offset: number) => boolean;
}

/**
 * Whether a spec names a schema. The JSON support takes it in the place of the one that the extension gives it, which reports no
 * problem. Where it is a copy of `restore.schema.json`, the JSON support reports what is in there.
 */
export function namesSchema({ root }: SpecDocument): boolean {
  return propertiesOf(root).some(({ name, value }) => name === '$schema' && value.type === 'string');
}

/** The problems that only this extension reports for a document. */
export function ownDiagnostics(
  document: SpecDocument,
  problems: readonly Diagnostic[],
  { isOn, reportedAt }: JsonSupport,
): readonly Diagnostic[] {
  if (!isOn) return problems;
  const own = problems.filter(({ foundBy }) => foundBy !== 'json');
  if (!namesSchema(document)) return own;
  // What that schema says is not known here: it may be a copy of ours, another one, or one that can't be loaded.
  return own.filter(({ foundBy, offset }) => foundBy !== 'schema' || !reportedAt(offset));
}
