/** AccessKeys that were added here. The keys are in VS Code's secret storage. What is shown of them is in its state. */
import type * as vscode from 'vscode';
import { parseJsonObject } from '../cloud/json.ts';
import type { Keys } from '../cloud/credentials/keys.ts';
import { registerSecrets } from '../cloud/redaction/secrets.ts';
import { maskedKeyId } from '../cloud/sanitize.ts';

/** What is shown of an AccessKey that was added. */
export interface AddedKey {
  readonly name: string;
  /** The ID with its middle left out. */
  readonly accessKeyId: string;
  /** Whether a security token goes with it, so that it runs out. */
  readonly temporary: boolean;
  /** Account id, where STS said it. */
  readonly account?: string;
}

export interface AccessKeys {
  readonly list: () => readonly AddedKey[];
  /**
   * The secrets: to be handed to what signs, and to nothing else. Undefined where no AccessKey has this name, or the secret storage lost or
   * damaged it.
   */
  readonly read: (name: string) => Promise<Keys | undefined>;
  /** Reads the AccessKeys that were not read yet, so that their secrets are redacted too, whoever signs. */
  readonly learnSecrets: () => Promise<void>;
  readonly add: (name: string, keys: Keys, account?: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
}

const listKey = 'accessKeys';
const secretKey = (name: string) => `accessKey:${name}`;

function keysIn(text: string): Keys | undefined {
  // No error is thrown on, since the parser's would quote a piece of the secret.
  const value = parseJsonObject(text);
  if (value === undefined) return undefined;
  const { accessKeyId, accessKeySecret, securityToken } = value;
  if (typeof accessKeyId !== 'string' || typeof accessKeySecret !== 'string') return undefined;
  const token = typeof securityToken === 'string' ? { securityToken } : {};
  return { accessKeyId, accessKeySecret, ...token };
}

/** @param changed is fired when one was removed, so that it no longer signs */
export function openAccessKeys(
  { secrets, globalState }: Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>,
  changed: { fire(): void },
): AccessKeys {
  const list = () => globalState.get<readonly AddedKey[]>(listKey, []);
  /** The names of those whose secrets this process knows. */
  const learnt = new Set<string>();
  const except = (name: string) => list().filter((each) => each.name !== name);
  const read = async (name: string) => {
    if (!list().some((each) => each.name === name)) return undefined;
    const text = await secrets.get(secretKey(name));
    const keys = text === undefined ? undefined : keysIn(text);
    registerSecrets(keys?.accessKeySecret, keys?.securityToken);
    learnt.add(name);
    return keys;
  };
  return {
    list,
    read,
    async learnSecrets() {
      const unread = list().filter(({ name }) => !learnt.has(name));
      await Promise.all(unread.map(({ name }) => read(name)));
    },
    async add(name, keys, account) {
      registerSecrets(keys.accessKeySecret, keys.securityToken);
      await secrets.store(secretKey(name), JSON.stringify(keys));
      const shown = { name, accessKeyId: maskedKeyId(keys.accessKeyId), temporary: keys.securityToken !== undefined };
      await globalState.update(listKey, [...except(name), account === undefined ? shown : { ...shown, account }]);
    },
    async remove(name) {
      // The name goes first: what is left over without it is used by nothing.
      await globalState.update(listKey, except(name));
      await secrets.delete(secretKey(name));
      changed.fire();
    },
  };
}
