/** The spec that a command about its request is called on, and where that request would go. */
import * as vscode from 'vscode';
import { originFor } from '../cloud/endpoints.ts';
import { isCloudError } from '../cloud/errors.ts';
import { settings } from '../ids.ts';
import { textSetting } from '../settings.ts';
import { isSpec } from '../spec/fileName.ts';
import { fileName, specName } from '../views/fileName.ts';
import type { Accounts } from './services.ts';

/** What went wrong, for a `UserError`. */
export interface Failure {
  readonly message: string;
  readonly nextStep: string;
}

/** The scheme of the pages that show requests; package.json's menus name it too. */
export const pageScheme = 'cloud-backup-request';

/** The page of a spec, named after it so that VS Code takes it for no spec but for an INI file. */
export function pageOf(spec: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme: pageScheme, path: `/${specName(spec)}.request.ini`, query: spec.toString() });
}

export function specOf(page: vscode.Uri): vscode.Uri {
  return vscode.Uri.parse(page.query);
}

/** A spec that can't be opened; what to do is the same for all of VS Code's reasons. */
export function notOpened(spec: vscode.Uri): Failure {
  return {
    message: vscode.l10n.t('The spec {0} could not be opened.', fileName(spec)),
    nextStep: vscode.l10n.t('It may have been moved, deleted or never saved.'),
  };
}

/** An open document, saved or not. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
}

/** @param uri what a menu or lens was called on, a spec or its page; else the active editor counts */
export async function specDocument(uri: vscode.Uri | undefined): Promise<vscode.TextDocument | Failure> {
  const given = uri ?? vscode.window.activeTextEditor?.document.uri;
  const spec = given?.scheme === pageScheme ? specOf(given) : given;
  if (spec && isSpec(spec.path)) {
    try {
      return openDocument(spec) ?? (await vscode.workspace.openTextDocument(spec));
    } catch {
      return notOpened(spec);
    }
  }
  return {
    message: vscode.l10n.t('There is no restore spec to make a request of.'),
    nextStep: vscode.l10n.t(
      'Open a file whose name ends in .restore.json, or make one with "Cloud Backup: New Restore Spec".',
    ),
  };
}

/** What says where a request goes. */
export type Places = Pick<Accounts, 'forRegion' | 'selectedRegion' | 'onDidChange'>;

export interface Place {
  readonly region?: string;
  readonly host?: string;
  readonly isSandbox: boolean;
}

/** Where a request goes as far as can be told without an account: none is needed to look at it. */
function placeBySettings({ selectedRegion }: Places, specRegion: string | undefined): Place {
  const region = specRegion ?? selectedRegion() ?? textSetting(settings.region);
  if (region === '') return { isSandbox: false };
  try {
    const { host } = new URL(originFor(region, textSetting(settings.endpoint)));
    return { region, host, isSandbox: false };
  } catch (error) {
    if (!isCloudError(error)) throw error;
    return { region, isSandbox: false };
  }
}

/** Where a submission would send the request now. */
export async function placeOf(accounts: Places, specRegion: string | undefined): Promise<Place> {
  try {
    const { region, endpoint, signer } = await accounts.forRegion(specRegion);
    return { region, host: new URL(endpoint).host, isSandbox: signer === 'sandbox' };
  } catch {
    // No credentials, no region, no trust: a submission says so, a look at the request needs none of them.
    return placeBySettings(accounts, specRegion);
  }
}

/** The region to name in a copy; the sandbox has none of its own. */
export async function copyRegion(accounts: Places, specRegion: string | undefined): Promise<string | undefined> {
  const { region, isSandbox } = await placeOf(accounts, specRegion);
  return isSandbox ? placeBySettings(accounts, specRegion).region : region;
}
