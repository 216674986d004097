/** Specs as documents of VS Code, read and judged once for each version of their text. */
import type * as vscode from 'vscode';
import { hasSecret } from '../cloud/secrets.ts';
import { isSpec } from '../spec/fileName.ts';
import { judge, readSpec, stringAt, type Problem, type SpecDocument } from '../spec/spec.ts';

/** What a provider works on; offsets in UTF-16 code units, as `document.positionAt` takes them. */
export interface OpenSpec {
  readonly spec: SpecDocument;
  /** Everything that the judge says, in the order of the text. */
  readonly problems: readonly Problem[];
}

/** Regions that the service has told of since this version was made. */
export interface ToldRegions {
  readonly get: () => readonly string[];
  readonly onDidChange: vscode.Event<void>;
}

let told: ToldRegions['get'] = () => [];

/** Has none of these regions be warned of; until then the list that the schema has is all that is known. */
export function knowRegions(get: ToldRegions['get']): void {
  told = get;
}

interface Known {
  readonly version: number;
  readonly spec: SpecDocument;
  problems?: readonly Problem[];
}

const known = new WeakMap<vscode.TextDocument, Known>();

/** The documents that providers are for: every scheme, so untitled and virtual ones too. */
export const selector: vscode.DocumentSelector = [{ pattern: '**/*.restore.json' }];

/** The spec of a document that is one; reading is shared by all who ask between two keystrokes. */
export function openSpec(document: vscode.TextDocument): OpenSpec | undefined {
  if (!isSpec(document.uri.path)) return undefined;
  let current = known.get(document);
  if (current?.version !== document.version) {
    current = { version: document.version, spec: readSpec(document.getText()) };
    known.set(document, current);
  }
  const { spec } = current;
  const entry = current;
  return {
    spec,
    get problems() {
      const all = (entry.problems ??= judge(spec, undefined, hasSecret));
      const isTold = (key: '$region' | 'UdmRegionId') => told().includes(stringAt(spec, key) ?? '');
      return all.filter(
        ({ code }) =>
          !(code === 'unknownRegion' && isTold('$region')) &&
          !(code === 'unknownTargetRegion' && isTold('UdmRegionId')),
      );
    },
  };
}
