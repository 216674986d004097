/** What an ID of a spec stands for in the account, in its hover. */
import * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import { isVendorEndpoint } from '../cloud/endpoints.ts';
import { helpLink } from '../cloud/helpLinks.ts';
import { markdownText } from '../jobs/format/markdown.ts';
import { consolePage, describeId, isDescribed } from '../live/describeId.ts';
import { ageText, knownFirst } from '../live/offers.ts';
import { idAt, stringAt } from '../restoreSpec/index.ts';
import { isExplained } from '../userError.ts';
import { liveAccounts, type OpenSpec } from './openSpecs.ts';
import { rangeOf } from './rangeOf.ts';

/** Undefined where the account says nothing of it, or can't be asked. */
export async function liveHover(
  document: vscode.TextDocument,
  position: vscode.Position,
  { spec }: Pick<OpenSpec, 'spec'>,
  token: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
  const found = idAt(spec, document.offsetAt(position));
  const accounts = liveAccounts();
  if (!found || !accounts || !isDescribed(found.name)) return undefined;
  const left = new AbortController();
  const leaving = token.onCancellationRequested(() => left.abort(new Error('the pointer left')));
  try {
    const live = await (await accounts()).whileTyping(stringAt(spec, '$region'));
    if (!live) return undefined;
    const { account, reader } = live;
    const { ageMs, ...known } = knownFirst(reader, left.signal);
    const id = String(found.value.value);
    const context = { values: found.values, typed: '', region: account.region, now: Date.now(), ...known };
    const lines = await describeId(found.name, id, context);
    if (!lines) return undefined;
    // Another service's IDs have no page in the vendor's console.
    const isVendor = isVendorEndpoint(account.endpoint);
    const page = isVendor ? helpLink(consolePage(found.name, id, account.region)) : undefined;
    const markdown = [
      ...lines.map((line) => markdownText(line)),
      markdownText(ageText(ageMs())),
      ...(page === undefined ? [] : [`[${markdownText(l10n.t('Open in the console'))}](${page})`]),
    ].join('  \n');
    return new vscode.Hover(new vscode.MarkdownString(markdown), rangeOf(document, found.value));
  } catch (error) {
    // A hover without it says what it said before.
    if (isExplained(error) || left.signal.aborted) return undefined;
    throw error;
  } finally {
    leaving.dispose();
  }
}
