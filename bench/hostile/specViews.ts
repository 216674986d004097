/** What commands show of specs and of requests in other forms. */
import * as vscode from 'vscode';
import { explainProblem } from '../../src/commands/explainProblem.ts';
import { newSpec } from '../../src/commands/newSpec.ts';
import { preflight } from '../../src/commands/preflight.ts';
import { previewRequest } from '../../src/commands/previewRequest.ts';
import { copyRequestAs } from '../../src/commands/copyRequestAs.ts';
import { importSpec } from '../../src/commands/importSpec.ts';
import { createPreflights } from '../../src/editor/preflights.ts';
import { RequestPages } from '../../src/views/requestPages.ts';
import { requestPageOf } from '../../src/ui/pageUris.ts';
import type { RequestTargets } from '../../src/ui/requestTarget.ts';
import { submit } from '../../src/commands/submit.ts';
import { documentOf } from './editorViews.ts';
import { hostileSpec, validSpec } from './jobs.ts';
import { hostileServices } from './services.ts';
import type { StubbedVscode } from './stubbedVscode.ts';

/** More than any kind of restore asks for. */
const mostKeys = 12;

/** Texts that hold the hostile one where each form of a request has values and names. */
function importsOf(text: string): string[] {
  const quoted = `'${text.replaceAll("'", "'\\''")}'`;
  const inQuery = encodeURIComponent(text.replace(/\p{Cs}/gu, ''));
  return [
    text,
    `aliyun hbr CreateRestoreJob --VaultId ${quoted} --Nobody ${quoted} --${text} x`,
    `VaultId=${inQuery}&SnapshotId=s&x${inQuery}=1`,
    JSON.stringify({ VaultId: text, SnapshotId: 's', [text]: text }),
  ];
}

export async function specSurfaces(
  stage: StubbedVscode,
  text: string,
  index: number,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const services = hostileServices(text, [], log);
  const { accounts } = services;
  const pages = new RequestPages(accounts);
  // Without the secret that the names in the file have: a copy that would hold it is refused.
  const targets: RequestTargets = {
    ...accounts,
    forRegion: async (region) => ({ ...(await accounts.forRegion(region)), signer: 'cliProfile', profile: text }),
  };
  const preflights = createPreflights(accounts, services.jobs);
  // No file has half a character in its name.
  const named = (path: string) => vscode.Uri.from({ scheme: 'untitled', path: path.replace(/\p{Cs}/gu, '') });
  // A name, and a folder of it.
  const uris = [named(`/restores/${text.replaceAll('/', '')}.restore.json`), named(`/of ${text}/x.restore.json`)];
  for (const uri of uris) {
    const valid = documentOf(uri, JSON.stringify(validSpec(text)));
    const wrong = documentOf(uri, JSON.stringify(hostileSpec(text, index), null, 1));
    const pageText = async () => {
      stage.show('a page', 'text', await pages.provideTextDocumentContent(requestPageOf(uri)));
    };
    stage.documents = [];
    await stage.at('the page of a spec that was closed', pageText);
    for (const [name, document] of [
      ['a spec', valid],
      ['a wrong spec', wrong],
    ] as const) {
      stage.documents = [document];
      await stage.at(`Preview Request of ${name}`, () => previewRequest(pages, uri));
      await stage.at(`the page of ${name}`, pageText);
      const pick = (items: readonly vscode.QuickPickItem[]) => items[index % items.length];
      await stage.at(`Copy Request of ${name}`, () => copyRequestAs(targets, uri), { pick });
      const work = { accounts, loadPreflights: () => Promise.resolve(preflights) };
      await stage.at(`Preflight of ${name}`, () => preflight(work, uri));
      await stage.at(`Submit of ${name}`, () => submit(services, uri));
    }
    stage.documents = [];
    const gone = uri.with({ scheme: 'file' });
    await stage.at('Preview Request of a spec that is gone', () => previewRequest(pages, gone));
  }
  for (const source of importsOf(text)) {
    stage.clipboard = source;
    await stage.at('Import', () => importSpec(), { type: [text] });
  }
  stage.clipboard = '';
  await stage.at('Import, typed', () => importSpec(), { type: [text] });
  const type = (items: readonly vscode.QuickPickItem[]) => items[index % items.length];
  await stage.at('New Restore Spec', newSpec, { pick: type, type: Array<string>(mostKeys).fill(text) });
  await stage.at('New Restore Spec, named', newSpec, {
    pick: type,
    type: ['v-1', 's-1', 'x', '1554347313', text, text, text],
  });
  await stage.at('Explain Problem', () => explainProblem(text));
  preflights.dispose();
  pages.dispose();
}
