import * as vscode from 'vscode';
import type { Sandbox } from '../hosts/testSandbox.ts';

/** Writes one of the extension's settings, or removes it where there is no value. */
export const set = (name: string, value: unknown): Thenable<void> =>
  vscode.workspace.getConfiguration('cloudBackupRestore').update(name, value, vscode.ConfigurationTarget.Global);

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

/**
 * Has what is submitted be signed with a sandbox's keys and sent to it, without a question.
 *
 * @param more settings besides
 * @returns what puts environment and settings back
 */
export async function signWith(
  sandbox: Pick<Sandbox, 'accessKeyId' | 'accessKeySecret' | 'endpoint'>,
  more: Record<string, unknown> = {},
): Promise<() => Promise<void>> {
  const variables = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: sandbox.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: sandbox.accessKeySecret,
  };
  const putBack = keepEnvironment(Object.keys(variables));
  Object.assign(process.env, variables);
  // Specs of tests name vaults and snapshots that there are none of.
  const asked = { confirmSubmit: 'never', preflight: 'never' };
  const settings = { ...asked, region: 'cn-hangzhou', endpoint: sandbox.endpoint, ...more };
  for (const [name, value] of Object.entries(settings)) await set(name, value);
  return async () => {
    putBack();
    for (const name of Object.keys(settings)) await set(name, undefined);
  };
}
