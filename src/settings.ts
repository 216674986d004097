/** The values of the settings. VS Code hands them on as they are written, also where they are of another type. */
import * as vscode from 'vscode';
import { settings, settingsSection } from './ids.ts';

const valueOf = (name: string): unknown => vscode.workspace.getConfiguration(settingsSection).get(name);

/** A text without blanks at its ends; empty for anything else. */
export function textSetting(name: string): string {
  const value = valueOf(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** Whether a flag is set, or was not switched off; anything but a flag says what its default says. */
export function flagSetting(name: string, otherwise = true): boolean {
  const value = valueOf(name);
  return typeof value === 'boolean' ? value : otherwise;
}

/** A number from `least` to `most`; `otherwise` for anything that is none. */
export function numberSetting(name: string, otherwise: number, least: number, most: number): number {
  const value = valueOf(name);
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(Math.max(value, least), most) : otherwise;
}

/** Texts without blanks at their ends. */
const textsIn = (value: unknown): string[] =>
  Array.isArray(value)
    ? (value as readonly unknown[]).flatMap((each) => (typeof each === 'string' ? [each.trim()] : [])).filter(Boolean)
    : [];

/** The places of a user's settings in a remote window, whose types lack them: the remote machine's hide the user's own. */
const userPlaces = ['globalValue', 'globalLocalValue', 'globalRemoteValue'];

/** The texts of a list that a remote machine, a workspace and its folders can add to. What the user has in it stays there whatever they say. */
export function unitedSetting(name: string): string[] {
  const configuration = vscode.workspace.getConfiguration(settingsSection);
  const folders = vscode.workspace.workspaceFolders ?? [];
  const inFolders = folders.map(
    ({ uri }) => vscode.workspace.getConfiguration(settingsSection, uri).inspect(name)?.workspaceFolderValue,
  );
  const found = configuration.inspect(name);
  const ofUser = userPlaces.map((place): unknown => found && Reflect.get(found, place));
  return [...new Set([...ofUser, found?.workspaceValue, ...inFolders].flatMap(textsIn))];
}

/** Whether a change of settings may have changed who signs, or where requests go. */
export function accountSettingChanged(event: vscode.ConfigurationChangeEvent): boolean {
  return [settings.profile, settings.region, settings.endpoint].some((name) =>
    event.affectsConfiguration(`${settingsSection}.${name}`),
  );
}
