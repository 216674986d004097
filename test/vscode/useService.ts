import * as vscode from 'vscode';
import { startSandbox, type Sandbox, type SandboxOptions } from '../hosts/testSandbox.ts';
import { set, settingsToSubmitTo, useKeysOf, type SigningService } from './signWith.ts';

/**
 * Has what the tests of a suite submit be signed with the keys of a service and sent to it, without a question. Mocha runs hooks in their
 * order: what tidies up while the service is still there stands above this call, and what needs the service below it.
 *
 * The settings stay until the suite has ended, and each test begins with them as they were given: to write one takes VS Code as long as
 * many a test.
 *
 * @param whose each test has a service of its own, or all of them have one
 * @param settings besides those of `settingsToSubmitTo`
 * @returns the service of the test that runs
 */
export function useService<Service extends SigningService & { close(): Promise<void> }>(
  whose: 'each test' | 'all tests',
  startService: () => Promise<Service>,
  settings: Readonly<Record<string, unknown>> = {},
): () => Service {
  const [start, end] = whose === 'each test' ? [beforeEach, afterEach] : [before, after];
  const settingsBefore = new Map<string, unknown>();
  let service: Service | undefined;
  let putKeysBack: (() => void) | undefined;
  start(async () => {
    service = await startService();
    putKeysBack = useKeysOf(service);
    const configuration = vscode.workspace.getConfiguration('cloudBackupRestore');
    for (const [name, value] of Object.entries({ ...settingsToSubmitTo(service), ...settings })) {
      if (!settingsBefore.has(name)) settingsBefore.set(name, configuration.inspect(name)?.globalValue);
      await set(name, value);
    }
  });
  end(async () => {
    putKeysBack?.();
    await service?.close();
  });
  after(async () => {
    for (const [name, value] of settingsBefore) await set(name, value);
  });
  return () => {
    if (!service) throw new Error('The service has not been started.');
    return service;
  };
}

/** Does so with a sandbox. */
export const useSandbox = (
  whose: 'each test' | 'all tests',
  options: SandboxOptions = {},
  settings: Readonly<Record<string, unknown>> = {},
): (() => Sandbox) => useService(whose, () => startSandbox(options), settings);
