/** What a person agreed to: programs that are run, and addresses that are asked, for credentials. */
import * as vscode from 'vscode';
import { askModal } from '../askModal.ts';
import type { Consent } from '../cloud/credentials/consent.ts';
import { quoteValue } from '../cloud/quote.ts';

const key = 'consents';

export interface Consents {
  readonly has: (key: string) => boolean;
  readonly add: (key: string) => Promise<void>;
}

export function openConsents(globalState: vscode.Memento): Consents {
  const all = () => globalState.get<readonly string[]>(key, []);
  return {
    has: (consent) => all().includes(consent),
    add: async (consent) => globalState.update(key, [...all().filter((each) => each !== consent), consent]),
  };
}

/** Asks whether credentials may be got so; the answer is not kept. */
export async function askConsent(consent: Consent, profile: string): Promise<boolean> {
  const name = quoteValue(profile, 80);
  const program = consent.kind === 'program';
  const message = program
    ? vscode.l10n.t('The profile {0} gets its credentials by running a program. Run it?', name)
    : vscode.l10n.t('The profile {0} gets its credentials from an address. Request them?', name);
  const yes = program ? vscode.l10n.t('Run It') : vscode.l10n.t('Request Credentials');
  const rest = program
    ? vscode.l10n.t('It runs as you, each time credentials are needed. You are asked again if the command changes.')
    : vscode.l10n.t(
        'The answer from there decides who signs, each time credentials are needed. You are asked again if the address changes.',
      );
  return (await askModal(message, `${rest}\n\n${quoteValue(consent.text, Infinity)}`, yes)) === yes;
}
