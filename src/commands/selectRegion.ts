import * as vscode from 'vscode';
import { isRegionId, regions } from '../cloud/endpoints.ts';
import { settings, settingsSection } from '../ids.ts';

/** Chooses the region that specs without `$region` go to; a region that isn't in the list can be typed. */
export async function selectRegion(): Promise<void> {
  const current = vscode.workspace.getConfiguration(settingsSection).get<string>(settings.region);
  const other = vscode.l10n.t('Another region…');
  const picked = await vscode.window.showQuickPick([...regions, other], {
    title: vscode.l10n.t('Region for restore jobs'),
    placeHolder: current ? vscode.l10n.t('Now: {0}', current) : vscode.l10n.t('Now: the region of the profile'),
  });
  const typed = () =>
    vscode.window.showInputBox({
      title: vscode.l10n.t('Region for restore jobs'),
      placeHolder: 'cn-hangzhou',
      validateInput: (text) =>
        isRegionId(text) ? undefined : vscode.l10n.t('Enter a region ID, such as cn-hangzhou.'),
    });
  const region = picked === other ? await typed() : picked;
  if (region === undefined) return;
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration(settingsSection).update(settings.region, region, target);
}
