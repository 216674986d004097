import * as l10n from '@vscode/l10n';
import { logCall, type CallEnd } from '../../http/callLog.ts';
import { parseJsonObject } from '../../json.ts';
import { programMs } from '../../limits.ts';
import { sanitize } from '../../sanitize.ts';
import { modeOf, textAt } from '../cliModes.ts';
import { shownProgram, splitCommand } from '../processCommand.ts';
import { consentTo, requireExternalAllowed } from '../consent.ts';
import { cacheKeyOf, type CredentialsProvider, type ProviderContext } from '../credentialsProvider.ts';
import { unusableProfileError, noCredentialsError } from '../credentialsErrors.ts';
import { timeFromSeconds, timedKeys, type TimedKeys } from '../keys.ts';
import { runProcess } from '../runProcess.ts';
import { quoteWords } from '../../quote.ts';

/** The keys that a program gave, or a clause that says why there are none. */
type Given = { readonly keys: TimedKeys } | { readonly why: string };

/** Reads the keys that the program printed: a profile of mode AK or StsToken. */
function parsePrinted(output: string): Given {
  const printed = parseJsonObject(output);
  if (printed === undefined) return { why: l10n.t('it printed no JSON object.') };
  const mode = modeOf(printed);
  const token = textAt(printed, 'sts_token');
  const seconds = timeFromSeconds(printed['sts_expiration']);
  const expiration = seconds === 0 ? printed['expiration'] : new Date(seconds).toISOString();
  const keys = timedKeys(printed['access_key_id'], printed['access_key_secret'], token, expiration);
  if (mode !== 'AK' && mode !== 'StsToken') {
    return { why: l10n.t('it printed a profile of the mode {0}, not AK or StsToken.', quoteWords(mode, 80)) };
  }
  if (keys === undefined || (mode === 'StsToken' && token === '')) return { why: l10n.t('it printed no keys.') };
  return { keys: mode === 'StsToken' ? keys : { keys: { ...keys.keys, securityToken: undefined } } };
}

async function runForKeys(
  words: readonly [string, ...string[]],
  home: string,
  ms: number,
  signal: AbortSignal | undefined,
): Promise<[Given, CallEnd]> {
  const end = await runProcess(words, home, ms, signal);
  switch (end.kind) {
    case 'notRun':
      return [{ why: l10n.t("it can't be run ({0}).", end.code) }, { outcome: 'notSent', code: end.code }];
    case 'timeout':
      return [{ why: l10n.t('it gave no keys within {0} s.', ms / 1000) }, { outcome: 'unclear', code: 'TIMEOUT' }];
    case 'stopped':
      return [{ why: l10n.t('it was stopped.') }, { outcome: 'unclear', code: 'STOPPED' }];
    case 'tooLarge':
      return [{ why: l10n.t('its output is too large.') }, { outcome: 'refused', code: 'OUTPUT_TOO_LARGE' }];
    case 'ended': {
      const { exit, output } = end;
      if (exit !== '0') return [{ why: l10n.t('it failed (exit code {0}).', exit) }, { outcome: 'refused', exit }];
      const given = parsePrinted(output);
      return [given, { outcome: 'keys' in given ? 'ok' : 'refused', exit }];
    }
  }
}

/** Control characters except tabs and line breaks. No argument can hold a NUL, and a person who is asked can't see the others. */
const unusable = /(?![\t\n\r])\p{Cc}/u;

/** The command as program and arguments. Throws CloudError where it can't be taken apart or run. */
function usableCommand(profile: string, command: string): readonly [string, ...string[]] {
  const unreadable = (why: string) =>
    unusableProfileError(
      profile,
      l10n.t("its process_command can't be read: {0}", why),
      l10n.t('Correct the command in the profile, or choose another one.'),
    );
  let words;
  try {
    words = splitCommand(command);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : '');
  }
  if (!unusable.test(command)) return words;
  // The program's name is shown as it is written, because a secret in it is only recognized so. The arguments are not shown, since
  // they may hold a password.
  const [program = ''] = command.trim().split(/\s/u, 1);
  throw unreadable(l10n.t('it calls the program {0} with control characters.', quoteWords(program, 200)));
}

/**
 * A program that prints a profile of mode AK or StsToken, run once a person has agreed to it, for `ms` at most.
 *
 * @throws CloudError where the environment forbids that, or where the command can't be run
 */
export function externalProcessProvider(
  profile: string,
  command: string,
  context: ProviderContext,
  ms = programMs,
): CredentialsProvider {
  requireExternalAllowed(profile, context.env);
  const words = usableCommand(profile, command);
  const program = shownProgram(words);
  const { home } = context;
  return {
    ...{ profile, identity: ['program', command] },
    consents: [consentTo('program', command, profile, context)],
    origin: { kind: 'program', program },
    cacheKey: cacheKeyOf('externalProcess', { profile, command, home }),
    async getCredentials(signal) {
      const call = { operation: 'External', program, profile: sanitize(profile, 100) };
      const given = await logCall(context.log, call, async () => {
        const [value, end] = await runForKeys(words, home, ms, signal);
        return { value, end };
      });
      if ('keys' in given) return given.keys;
      throw noCredentialsError(
        profile,
        l10n.t('its program {0}: {1}', quoteWords(program), given.why),
        l10n.t('Run the command in a terminal to see what it says, or choose another profile.'),
      );
    },
  };
}
