/** Specs as documents of VS Code, read and validated once for each version of their text. */
import type * as vscode from 'vscode';
import { hasSecret } from '../cloud/redaction/secrets.ts';
import { isSpecFile } from '../ids.ts';
import type { LiveAccounts } from '../services.ts';
import { noLiveValues, type LiveValues } from '../restoreSpec/liveValues.ts';
import { validateSpec, readSpec, type Diagnostic, type SpecDocument } from '../restoreSpec/index.ts';

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

/** The spec of a document that is one; reading is shared by all who ask between two keystrokes. */
export function readOpenSpec(document: vscode.TextDocument): OpenSpec | undefined {
  if (!isSpecFile(document.uri.path)) return undefined;
  let current = known.get(document);
  if (current?.version !== document.version) {
    current = { version: document.version, spec: readSpec(document.getText()) };
    known.set(document, current);
  }
  const { spec } = current;
  const entry = current;
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
