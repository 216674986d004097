/** Whose keys were whose when STS was last asked. */
import { createHash } from 'node:crypto';
import type * as vscode from 'vscode';
import type { Identity } from '../cloud/callerIdentity.ts';
import type { ProfileChoice } from '../cloud/credentials/profileChoices.ts';

const key = 'knownAccounts';

type Known = Readonly<Record<string, string>>;

/** The name under which the account of a choice is stored. A role has none: its keys change, and its ARN says which account it is of. */
function nameOf({ signer, profile, accessKeyId }: ProfileChoice): string | undefined {
  if (accessKeyId === undefined) return undefined;
  return createHash('sha256')
    .update(JSON.stringify([signer, profile, accessKeyId]))
    .digest('hex');
}

/** `choice` with its account, where an earlier answer told it. */
export function withKnownAccount(globalState: vscode.Memento, choice: ProfileChoice): ProfileChoice {
  const name = nameOf(choice);
  const account = name === undefined ? undefined : globalState.get<Known>(key, {})[name];
  return choice.account !== undefined || account === undefined ? choice : { ...choice, account };
}

export async function rememberAccount(
  globalState: vscode.Memento,
  choice: ProfileChoice,
  { accountId }: Identity,
): Promise<void> {
  const name = nameOf(choice);
  if (name !== undefined) await globalState.update(key, { ...globalState.get<Known>(key, {}), [name]: accountId });
}
