/** VS Code's own JSON service in plain Node, set up as VS Code sets it up for a `*.restore.json` file. */
import { readFileSync } from 'node:fs';
import { getLanguageService, type CompletionItem, type Diagnostic } from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';

const schemaUri = 'vscode://schemas/restore.schema.json';
const service = getLanguageService({
  schemaRequestService: () =>
    Promise.resolve(readFileSync(new URL('../schemas/restore.schema.json', import.meta.url), 'utf8')),
  clientCapabilities: {
    textDocument: { completion: { completionItem: { documentationFormat: ['markdown'], labelDetailsSupport: true } } },
  },
});
service.configure({ validate: true, schemas: [{ uri: schemaUri, fileMatch: ['*.restore.json'] }] });

const open = (text: string) => {
  const document = TextDocument.create('file:///work/nas.restore.json', 'jsonc', 1, text);
  return { document, json: service.parseJSONDocument(document) };
};

/** What the Problems panel shows for the text; offsets in UTF-16 code units. */
export async function editorProblems(text: string): Promise<{ message: string; offset: number; length: number }[]> {
  const { document, json } = open(text);
  const found: Diagnostic[] = await service.doValidation(document, json, {
    comments: 'ignore',
    trailingCommas: 'warning',
  });
  return found.map(({ message, range }) => {
    const offset = document.offsetAt(range.start);
    return {
      message: typeof message === 'string' ? message : message.value,
      offset,
      length: document.offsetAt(range.end) - offset,
    };
  });
}

/** The completions at `|` in the text, in the order in which VS Code lists them. */
export async function completionsAt(marked: string): Promise<CompletionItem[]> {
  const offset = marked.indexOf('|');
  const { document, json } = open(marked.replace('|', ''));
  const list = await service.doComplete(document, document.positionAt(offset), json);
  return (list?.items ?? []).sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
}

/** The hover text at `|`, as markdown. */
export async function hoverAt(marked: string): Promise<string> {
  const offset = marked.indexOf('|');
  const { document, json } = open(marked.replace('|', ''));
  const hover = await service.doHover(document, document.positionAt(offset), json);
  return hover ? JSON.stringify(hover.contents) : '';
}
