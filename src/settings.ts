/** The settings' values, which VS Code hands on as they are written, whatever their type is to be. */
import * as vscode from 'vscode';
import { settingsSection } from './ids.ts';

const valueOf = (name: string): unknown => vscode.workspace.getConfiguration(settingsSection).get(name);

/** A text without blanks at its ends; empty for anything else. */
export function textSetting(name: string): string {
  const value = valueOf(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** A number from `least` to `most`; `otherwise` for anything that is none. */
export function numberSetting(name: string, otherwise: number, least: number, most: number): number {
  const value = valueOf(name);
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(Math.max(value, least), most) : otherwise;
}
