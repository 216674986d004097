/** Checks what a surface shows of a hostile text. */
import MarkdownIt from 'markdown-it';
import { findLeak } from '../../test/hosts/testSecrets.ts';

/** How a surface treats its text. This decides what counts as an escape. */
export type Kind =
  /** Drawn as it is, in one line. */
  | 'line'
  /** The same where `$(name)` would be drawn as a symbol. */
  | 'icons'
  /** A message box: `[text](address)` would be a link. */
  | 'message'
  /** What an input box says, where both would be drawn. */
  | 'prompt'
  /** A dialog with lines of our own. */
  | 'dialog'
  /** The same of what is agreed to, so that none of it may hide. */
  | 'agreement'
  /** Markdown of which all is text of others, or our own words. */
  | 'markdown'
  /** A page of markdown that shows text of others as code. */
  | 'page'
  /** A page of lines, or a file of a program. */
  | 'text'
  /** One call of the log. */
  | 'log'
  /** The name of a file. */
  | 'fileName'
  /** An address that is opened in a browser. */
  | 'address'
  /** The path of a page that has no folder. */
  | 'pageName'
  | 'csv'
  | 'json'
  /** A spec, with comments above it. */
  | 'spec'
  /** Has checks of its own elsewhere. */
  | 'other';

/** A text as a surface shows it. */
export interface Shown {
  readonly surface: string;
  readonly kind: Kind;
  readonly text: string;
  /** Lines of a `dialog`, or cells of a row of `csv`. */
  readonly count?: number | undefined;
}

export interface Finding {
  readonly surface: string;
  readonly fault: 'leak' | 'escape';
  readonly why: string;
  readonly text: string;
}

type Token = ReturnType<MarkdownIt['parse']>[number];

const parser = new MarkdownIt({ html: true, linkify: true });

function typesIn(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ type, children }) => [type, ...typesIn(children ?? [])]);
}

/** Syntax that no text of others may make; `code` is how a page shows it. */
function syntaxIn(markdown: string, isPage: boolean): string | undefined {
  const types = typesIn(parser.parse(markdown, {}));
  const bad = /^(link_open|image|html_inline|html_block)$/;
  const inTable = /^(code_inline|code_block|fence|strong_open|em_open|s_open|heading_open|hr|bullet_list_open)$/;
  return types.find((type) => bad.test(type) || (!isPage && inTable.test(type)));
}

const controls = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const controlsInPages = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}]/u;
const turns = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const halves = /\p{Cs}/u;
const symbol = /(?<!\\)\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

/** A text without the marks that isolate each quoted value in a question. One without its partner stays, and is found. */
const withoutIsolates = (text: string) =>
  text.replace(/\u201c\u2068([^\u2066-\u2069\n]*)\u2069\u201d/g, '\u201c$1\u201d');

function invisibleIn(shown: string, isPage: boolean): string | undefined {
  const text = withoutIsolates(shown);
  if ((isPage ? controlsInPages : controls).test(text)) return 'control characters';
  if (turns.test(text)) return 'direction marks';
  return halves.test(text) ? 'half characters' : undefined;
}

/** What is drawn as nothing or as a blank, and blanks enough to push a text out of sight. */
const hidden = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]|[^\S\n]{9,}/u;

/** The rows of a CSV text, by RFC 4180. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) return [];
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const checks: Record<Kind, (shown: Shown) => string | undefined> = {
  line: ({ text }) => invisibleIn(text, false),
  icons: ({ text }) => invisibleIn(text, false) ?? (symbol.test(text) ? 'a symbol' : undefined),
  message: ({ text }) => invisibleIn(text, false) ?? (text.includes('](') ? 'a link' : undefined),
  prompt: (shown) => checks.icons(shown) ?? checks.message(shown),
  dialog({ text, count }) {
    const lines = text.split('\n').length;
    return invisibleIn(text, true) ?? (lines === count ? undefined : `${lines} lines for ${count}`);
  },
  agreement: (shown) =>
    checks.dialog(shown) ?? (hidden.test(withoutIsolates(shown.text)) ? 'a part that is not seen' : undefined),
  markdown: ({ text }) => invisibleIn(text, true) ?? syntaxIn(text, false),
  page: ({ text }) => invisibleIn(text, true) ?? syntaxIn(text, true),
  text: ({ text }) => invisibleIn(text, true),
  log({ text }) {
    const [line = '', ...frames] = text.split('\n');
    if (frames.some((frame) => !/^ {4}at /.test(frame))) return 'another line';
    return [line, ...frames].map((each) => invisibleIn(each, false)).find(Boolean);
  },
  fileName({ text }) {
    if (invisibleIn(text, false)) return invisibleIn(text, false);
    if (/[/\\:*?"<>|]|^\.|^$/.test(text)) return 'a path';
    return text.length > 200 ? 'too long a name' : undefined;
  },
  address: ({ text }) =>
    /^https:\/\/(?:[a-z0-9-]+\.)*(?:aliyun|alibabacloud)\.com\//.test(text) ? undefined : 'an address of others',
  pageName: ({ text }) => invisibleIn(text, false) ?? (/^\/[^/]+$/.test(text) ? undefined : 'a path'),
  csv({ text, count }) {
    const rows = readCsv(text);
    if (rows.some(({ length }) => length !== rows[0]?.length) || rows.length !== count) return `not ${count} rows`;
    // A spreadsheet may part cells at other signs than commas, or at lines within quotes.
    const sign = /^[\t\r\n]|(?:^|[;\t\r\n])"*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
    const formula = rows.flat().find((cell) => sign.test(cell));
    return formula === undefined ? undefined : `a formula: ${formula}`;
  },
  spec: ({ text }) => checks.json({ surface: '', kind: 'json', text: text.replace(/^(?:\/\/.*\r?\n)+/, '') }),
  json({ text }) {
    try {
      JSON.parse(text);
      return undefined;
    } catch (error) {
      return String(error);
    }
  },
  other: () => undefined,
};

/** Surfaces that show values by themselves, as columns of a list do, and no sentences that a value could pose as. */
const valueSurfaces =
  /(?:^|: )(?:a summary|a row|a group of the tree|a row of the tree|a row of a list|the outline|the filter|a reading of an import|what an import leaves|an answer|who signs|a title|a tooltip|the title of the view|the description of the view|an item of the status bar|the item as it is read out|a snippet|a CodeLens|the title of a comparison)$/;

const sentenceKinds: ReadonlySet<Kind> = new Set(['line', 'icons', 'message', 'prompt', 'dialog', 'agreement']);

/**
 * Whether a value from outside could be taken for words of ours: it stands in a sentence without the quotes that isolate it.
 *
 * @param mark what every value from outside holds
 */
export function couldPose({ surface, kind, text }: Shown, mark: string): boolean {
  if (!sentenceKinds.has(kind) || valueSurfaces.test(surface)) return false;
  return text.split('\n').some((line) => {
    const ours = line.replace(/\u201c\u2068[^\u2069]*\u2069\u201d/g, '');
    return ours.includes(mark) && /\p{L}/u.test(line.replaceAll(mark, ''));
  });
}

/** The leaks and escapes in what a surface shows. */
export function findingsIn(shown: Shown): Finding[] {
  const { surface, kind, text } = shown;
  const leak = findLeak(Buffer.from(text));
  const escape = checks[kind](shown);
  return [
    ...(leak ? [{ surface, fault: 'leak' as const, why: `${leak.encoding} at byte ${leak.offset}`, text }] : []),
    ...(escape ? [{ surface, fault: 'escape' as const, why: escape, text }] : []),
  ];
}
