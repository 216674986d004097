/**
 * Who signs and where requests go, from the settings, the CLI's profiles and the environment. A chunk of its own; what it
 * throws is told apart by plain properties.
 */
import * as vscode from 'vscode';
import { isSandbox, type Account, type CredentialSource } from '../cloud/account.ts';
import { formatCall, type CallLog } from '../cloud/callLog.ts';
import { readCliProfiles } from '../cloud/cliConfig.ts';
import { createClient, type HbrClient } from '../cloud/client.ts';
import { endpointFor, parseEndpoint } from '../cloud/endpoints.ts';
import { CloudError } from '../cloud/errors.ts';
import { chooseProfile, chooseRegion } from '../cloud/profiles.ts';
import { settings, settingsSection } from '../ids.ts';
import type { Accounts, RunningSandbox } from './services.ts';

const sandboxRegion = 'cn-hangzhou';

const setting = (name: string) => vscode.workspace.getConfiguration(settingsSection).get<string>(name);

/** The source that signs for an account, as a job recorded it; undefined for a sandbox that no longer runs. */
function sourceOf(
  { signer, profile, endpoint }: Account,
  running: RunningSandbox | undefined,
): CredentialSource | undefined {
  if (signer === 'environment') return { kind: 'environment' };
  if (signer === 'cliProfile') return { kind: 'cliProfile', name: profile };
  if (running?.endpoint !== endpoint) return undefined;
  return { kind: 'keys', accessKeyId: running.accessKeyId, accessKeySecret: running.accessKeySecret };
}

/** The origin that the user set for all requests, else the region's own. @throws CloudError where it is not allowed */
function originFor(region: string): string {
  const endpoint = setting(settings.endpoint)?.trim() ?? '';
  if (endpoint === '') return endpointFor(region);
  const { host, protocol } = parseEndpoint(endpoint);
  return `${protocol.toLowerCase()}://${host}`;
}

function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new CloudError({
    outcome: 'notSent',
    message: vscode.l10n.t('This workspace is not trusted, so nothing is signed in it.'),
    nextStep: vscode.l10n.t('Trust it with "Workspaces: Manage Workspace Trust", or open the spec elsewhere.'),
  });
}

export function createAccounts(log: vscode.LogOutputChannel, sandbox: () => RunningSandbox | undefined): Accounts {
  const logCall = (line: CallLog) => {
    const text = formatCall(line);
    if (line.outcome === 'ok') log.info(text);
    else log.error(text);
  };
  // Kept, since a client keeps the temporary keys that its profile was given.
  const clients = new Map<string, HbrClient>();
  return {
    async forRegion(specRegion) {
      const { env } = process;
      const running = sandbox();
      if (running) {
        const region = specRegion ?? (setting(settings.region) || sandboxRegion);
        return { signer: 'sandbox', profile: 'sandbox', region, endpoint: running.endpoint };
      }
      requireTrust();
      const chosen = chooseProfile({ setting: setting(settings.profile), env, cli: await readCliProfiles() });
      const region = chooseRegion({ specRegion, setting: setting(settings.region), profileRegion: chosen.region, env });
      const signer = chosen.source.kind === 'environment' ? 'environment' : 'cliProfile';
      return { signer, profile: chosen.profile, region, endpoint: originFor(region) };
    },

    // eslint-disable-next-line @typescript-eslint/require-await -- rejects instead of throwing
    async clientFor(account) {
      if (!isSandbox(account)) requireTrust();
      const source = sourceOf(account, sandbox());
      if (!source) return undefined;
      const key = JSON.stringify(account);
      const client = clients.get(key) ?? createClient(account, source, logCall);
      clients.set(key, client);
      return client;
    },
  };
}
