import * as vscode from 'vscode';
import type { Account } from '../cloud/account.ts';
import { isVendorEndpoint } from '../cloud/endpoints.ts';
import { quoteValue } from '../cloud/quote.ts';
import { sanitizeValue, withoutIcons } from '../cloud/sanitize.ts';
import { regionIn, specIn } from '../editor/openSpecs.ts';
import { isSpecFile } from '../ids.ts';
import { findJob } from '../jobs/findJob.ts';
import type { JobRecord } from '../jobs/record.ts';
import { consolePage, isDescribed } from '../live/describeId.ts';
import { idAt } from '../restoreSpec/index.ts';
import { parametersOf } from '../restoreSpec/parameters.ts';
import type { Services } from '../services.ts';
import { copyText } from '../ui/clipboard.ts';
import { pickJob } from '../ui/pickJob.ts';
import { UserError } from '../userError.ts';
import { jobOf } from '../views/jobReportPages.ts';

/** Something that the console shows, by the name that the API has for its ID. */
interface Resource {
  readonly name: string;
  readonly id: string;
}

/** @throws UserError for a sandbox, or another service: its IDs are in no console of the vendor's */
function requireVendor({ endpoint }: Account): void {
  if (isVendorEndpoint(endpoint)) return;
  throw new UserError(
    vscode.l10n.t("Alibaba Cloud's console doesn't show what is at {0}.", quoteValue(endpoint)),
    vscode.l10n.t('Choose a restore of an Alibaba Cloud account.'),
  );
}

async function openPage({ name, id }: Resource, { region }: Account): Promise<void> {
  const page = consolePage(name, id, region);
  if (!page.includes(encodeURIComponent(id))) {
    // It opens at its first page, where the ID is searched for.
    await copyText(id);
    const message = vscode.l10n.t('Copied {0}: search for it in the console', quoteValue(id, 80));
    vscode.window.setStatusBarMessage(withoutIcons(message), 5000);
  }
  await vscode.env.openExternal(vscode.Uri.parse(page, true));
}

function resourcesOf({ restoreId, request }: JobRecord): Resource[] {
  const ofRequest = Object.entries(parametersOf(request)).map(([name, id]) => ({ name, id }));
  return [
    ...(restoreId === undefined ? [] : [{ name: 'RestoreId', id: restoreId }]),
    ...ofRequest.filter(({ name, id }) => id !== '' && isDescribed(name)),
  ];
}

async function openOfJob(record: JobRecord): Promise<void> {
  requireVendor(record.account);
  const items = resourcesOf(record).map((resource) => ({
    label: resource.name,
    description: withoutIcons(sanitizeValue(resource.id, 200)),
    resource,
  }));
  const title = vscode.l10n.t('Open what in the console?');
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  if (picked) await openPage(picked.resource, record.account);
}

/** The ID at the cursor, where a spec is in front. */
async function openAtCursor({ accounts }: Pick<Services, 'accounts'>, editor: vscode.TextEditor): Promise<void> {
  const found = idAt(specIn(editor.document), editor.document.offsetAt(editor.selection.active));
  if (!found || !isDescribed(found.name)) {
    throw new UserError(
      vscode.l10n.t('There is no ID at the cursor that the console shows.'),
      vscode.l10n.t('Put the cursor on the ID of a vault, a snapshot or a target.'),
    );
  }
  const account = await accounts.forRegion(regionIn(editor.document));
  requireVendor(account);
  await openPage({ name: found.name, id: String(found.value.value) }, account);
}

/**
 * Opens the vendor's console for a job, its vault, its snapshot or its target; in a spec, for the ID at the cursor.
 *
 * @param about the job that it was called on, or the page that it was called in
 */
export async function openInConsole(
  services: Pick<Services, 'jobs' | 'accounts'>,
  about?: string | vscode.Uri,
): Promise<void> {
  const { jobs } = services;
  const id = typeof about === 'string' ? about : jobOf(about);
  const editor = vscode.window.activeTextEditor;
  if (id === undefined && editor && isSpecFile(editor.document.uri.path)) {
    await openAtCursor(services, editor);
    return;
  }
  const job =
    (id === undefined ? undefined : await findJob(jobs, id)) ??
    (await pickJob(jobs, undefined, {
      title: vscode.l10n.t('Open the console for which job?'),
      fits: ({ sandbox }) => sandbox === undefined,
      none: vscode.l10n.t('There are no jobs yet.'),
    }));
  if (job) await openOfJob(job);
}
