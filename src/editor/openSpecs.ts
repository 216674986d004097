/** Specs as documents of VS Code, read and validated once for each version of their text. */
import type * as vscode from 'vscode';
import { hasSecret } from '../cloud/redaction/secrets.ts';
import { isSpecFile } from '../ids.ts';
import type { LiveAccounts } from '../services.ts';
import { noLiveValues, type LiveValues } from '../restoreSpec/liveValues.ts';
import { readSpec, stringAt, validateSpec, type Diagnostic, type SpecDocument } from '../restoreSpec/index.ts';

/** What a provider works on; offsets in UTF-16 code units, as `document.positionAt` takes them. */
export interface OpenSpec {
  readonly spec: SpecDocument;
  /** What the service told of. */
  readonly live: LiveValues;
  /** All problems that the validation finds, in the order of the text. */
  readonly problems: readonly Diagnostic[];
}

/** The one place where values of the service come in, for every provider. */
export interface LiveValueSource {
  readonly get: () => LiveValues;
  readonly onDidChange: vscode.Event<void>;
  /** The accounts that may be asked while one types. They are loaded with the first question. */
  readonly accounts?: () => Promise<{ readonly live: LiveAccounts }>;
}

let live: LiveValueSource['get'] = () => noLiveValues;
let accounts: (() => Promise<LiveAccounts>) | undefined;

/** The accounts that may be asked while one types; undefined where there are none, as in a browser. */
export const liveAccounts = (): typeof accounts => accounts;

/** Has every provider use these values. Until then the schema's are all that is known. */
export function useLiveValues({ get, accounts: load }: Pick<LiveValueSource, 'get' | 'accounts'>): void {
  live = get;
  accounts = load && (async () => (await load()).live);
}

interface Known {
  readonly version: number;
  readonly spec: SpecDocument;
  /** The problems, and the known regions for which they were found. */
  validated?: { readonly regions: string; readonly problems: readonly Diagnostic[] };
}

const known = new WeakMap<vscode.TextDocument, Known>();

const inAnyCase = (name: string) => name.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

/** The documents that providers are for: every scheme, so untitled and virtual ones too, and the name in capitals as well. */
export const selector: vscode.DocumentSelector = [{ pattern: `**/*.${inAnyCase('restore.json')}` }];

function knownOf(document: vscode.TextDocument): Known {
  const before = known.get(document);
  if (before?.version === document.version) return before;
  const now = { version: document.version, spec: readSpec(document.getText()) };
  known.set(document, now);
  return now;
}

/** The spec in a document as it is now. All who ask between two keystrokes get the same. */
export const specIn = (document: vscode.TextDocument): SpecDocument => knownOf(document).spec;

/** Where a spec says that its request goes. */
export const regionIn = (document: vscode.TextDocument): string | undefined => stringAt(specIn(document), '$region');

/** The spec of a document that is one, with its problems. */
export function readOpenSpec(document: vscode.TextDocument): OpenSpec | undefined {
  if (!isSpecFile(document.uri.path)) return undefined;
  const entry = knownOf(document);
  const { spec } = entry;
  return {
    spec,
    live: live(),
    get problems() {
      const knownRegions = live().regions;
      // Regions become known without a change of the text.
      const regions = knownRegions.join();
      if (entry.validated?.regions !== regions) {
        entry.validated = { regions, problems: validateSpec(spec, { hasSecret, knownRegions }) };
      }
      return entry.validated.problems;
    },
  };
}
