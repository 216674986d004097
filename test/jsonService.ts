/**
 * VS Code's own JSON service in plain Node, set up for a `*.restore.json` file: with the editor's build of the schema as VS Code
 * sets it up, and with the whole schema as other editors that share the service do.
 */
import { readFileSync } from 'node:fs';
import * as oldest from 'json-languageservice-oldest';
import * as newest from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { editorSchema } from '../scripts/editorSchema.ts';

const wholeSchema = readFileSync(new URL('../schemas/restore.schema.json', import.meta.url), 'utf8');
const schemas = {
  whole: wholeSchema,
  editor: JSON.stringify(editorSchema(JSON.parse(wholeSchema) as Parameters<typeof editorSchema>[0])),
};
type SchemaName = keyof typeof schemas;
const schemaUri = 'vscode://schemas/restore.schema.json';
const completionItem = { documentationFormat: ['markdown' as const], labelDetailsSupport: true };

function configured(
  { getLanguageService }: Pick<typeof newest, 'getLanguageService'>,
  schema: SchemaName,
): newest.LanguageService {
  const service = getLanguageService({
    schemaRequestService: () => Promise.resolve(schemas[schema]),
    clientCapabilities: { textDocument: { completion: { completionItem } } },
  });
  service.configure({ validate: true, schemas: [{ uri: schemaUri, fileMatch: ['*.restore.json'] }] });
  return service;
}

/** As VS Code 1.139 and VS Code 1.100 ship it; the two treat references in a schema differently. */
export const modules = { newest, oldest: oldest as unknown as typeof newest };
export type Version = keyof typeof modules;
export const versions = Object.keys(modules) as Version[];
const services = {
  newest: { whole: configured(modules.newest, 'whole'), editor: configured(modules.newest, 'editor') },
  oldest: { whole: configured(modules.oldest, 'whole'), editor: configured(modules.oldest, 'editor') },
};

function open(text: string, version: Version, schema: SchemaName) {
  const service = services[version][schema];
  const document = TextDocument.create('file:///restores/nas.restore.json', 'jsonc', 1, text);
  return { service, document, json: service.parseJSONDocument(document) };
}

/** The text and position of a `|` in a text. */
function at(marked: string, version: Version) {
  const opened = open(marked.replace('|', ''), version, 'editor');
  return { ...opened, position: opened.document.positionAt(marked.indexOf('|')) };
}

/**
 * What the service reports for the text; offsets in UTF-16 code units.
 *
 * @param schema `editor` for what VS Code shows beside the extension's own diagnostics
 */
export async function jsonServiceProblems(text: string, version: Version = 'newest', schema: SchemaName = 'whole') {
  const { service, document, json } = open(text, version, schema);
  const found = await service.doValidation(document, json, { comments: 'ignore', trailingCommas: 'warning' });
  return found.map(({ message, range }) => {
    const offset = document.offsetAt(range.start);
    const words = typeof message === 'string' ? message : message.value;
    return { message: words, offset, length: document.offsetAt(range.end) - offset };
  });
}

/** The completions at `|` in the text, in the order in which VS Code lists them. */
export async function jsonServiceCompletionsAt(
  marked: string,
  version: Version = 'newest',
): Promise<newest.CompletionItem[]> {
  const { service, document, json, position } = at(marked, version);
  const list = await service.doComplete(document, position, json);
  return (list?.items ?? []).sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
}

/** The hover text at `|`, as markdown in JSON. */
export async function hoverAt(marked: string, version: Version = 'newest'): Promise<string> {
  const { service, document, json, position } = at(marked, version);
  const hover = await service.doHover(document, position, json);
  return hover ? JSON.stringify(hover.contents) : '';
}

/** What VS Code asks of the service after a keystroke at `offset`: diagnostics, completion, and the outline. */
export async function serveText(text: string, offset: number): Promise<void> {
  const { service, document, json } = open(text, 'newest', 'editor');
  await service.doValidation(document, json, { comments: 'ignore', trailingCommas: 'warning' });
  await service.doComplete(document, document.positionAt(offset), json);
  service.findDocumentSymbols2(document, json);
}
