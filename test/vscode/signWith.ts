import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { Sandbox } from '../hosts/testSandbox.ts';

/** Has one of the extension's settings be so, or absent where there is no value. VS Code takes a tenth of a second to write one. */
export async function set(name: string, value: unknown): Promise<void> {
  const settings = vscode.workspace.getConfiguration('cloudBackupRestore');
  if (isDeepStrictEqual(settings.inspect(name)?.globalValue, value)) return;
  await settings.update(name, value, vscode.ConfigurationTarget.Global);
}

/** Remembers variables of the environment. @returns what puts them back as they are now */
export function keepEnvironment(names: readonly string[]): () => void {
  const before = names.map((name) => [name, process.env[name]] as const);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

/** Where what is submitted goes, and the keys that sign it. */
export type SigningService = Pick<Sandbox, 'accessKeyId' | 'accessKeySecret' | 'endpoint'>;

/** Has what is submitted be signed with the keys of a service, by the environment. @returns what puts that back */
export function useKeysOf({ accessKeyId, accessKeySecret }: SigningService): () => void {
  const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret };
  const putBack = keepEnvironment(Object.keys(keys));
  Object.assign(process.env, keys);
  return putBack;
}

/** The settings with which what is submitted goes to a service without a question. */
export const settingsToSubmitTo = ({ endpoint }: SigningService): Readonly<Record<string, unknown>> => ({
  confirmSubmit: 'never',
  // Specs of tests name vaults and snapshots that there are none of.
  preflight: 'never',
  region: 'cn-hangzhou',
  endpoint,
});
