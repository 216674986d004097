import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Settings = Record<string, unknown>;

/** A workbench in which nothing moves by itself: no welcome, no tips, no chat, no network of VS Code's own. */
const quietSettings: Settings = {
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.startupEditor': 'none',
  'workbench.reduceMotion': 'on',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'editor.cursorBlinking': 'solid',
  // VS Code 1.100 looks for colours in a long line of blanks for many minutes, and completion waits for that.
  'editor.defaultColorDecorators': 'never',
  // The specs of the tests name vaults and snapshots that there are none of, which the question before a restore would say.
  'cloudBackupRestore.preflight': 'never',
};

/** Clears all notifications. VS Code has no key for that of its own, and the palette takes longer than most tests. */
export const clearNotificationsKey = 'Control+Alt+Shift+F9';

/**
 * Goes down one row in the list of completion, and does nothing once that has closed. The arrow key would then move the cursor of the
 * editor, to where nothing is offered.
 */
export const nextSuggestionKey = 'Control+Alt+Shift+F10';

const keybindings = [
  { key: 'ctrl+alt+shift+f9', command: 'notifications.clearAll' },
  { key: 'ctrl+alt+shift+f10', command: 'selectNextSuggestion', when: 'suggestWidgetVisible' },
];

/**
 * Writes the files of settings that the server reads below its `--user-data-dir`: code-server's workbench keeps user
 * settings and key bindings on the server's disk too, not in the browser. Those are written once, so that a restart finds what the user
 * changed meanwhile; machine settings (the only place for settings of machine scope) are written at each start.
 */
export async function writeSettings(dataDir: string, machine: Settings, user: Settings = {}): Promise<void> {
  const userFile = join(dataDir, 'User/settings.json');
  if (!existsSync(userFile)) {
    await writeJson(userFile, { ...quietSettings, ...user });
    await writeJson(join(dataDir, 'User/keybindings.json'), keybindings);
  }
  await writeJson(join(dataDir, 'Machine/settings.json'), machine);
}

/** Writes a file of settings, and the folder that it is in. */
export async function writeJson(path: string, value: object): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
