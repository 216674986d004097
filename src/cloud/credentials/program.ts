import * as l10n from '@vscode/l10n';
import { beginCall, type CallLog, type Log } from '../callLog.ts';
import { modeOf, textAt } from '../cliModes.ts';
import { clean } from '../text.ts';
import { objectIn, timedKeys } from './answers.ts';
import { programIn, splitCommand } from './command.ts';
import { lacksKeys, timeFromSeconds } from './failures.ts';
import { programMs, type Plan, type TimedKeys } from './plan.ts';
import { run } from './run.ts';

/** How a run ended, for the log. */
type Ending = Pick<CallLog, 'outcome' | 'exit' | 'code'>;

/** The keys that a program gave, or a clause that says why there are none. */
type Given = { readonly keys: TimedKeys } | { readonly why: string };

/** Takes what the program printed for keys: a profile of mode AK or StsToken. */
function keysIn(output: string): Given {
  const printed = objectIn(output);
  if (printed === undefined) return { why: l10n.t('it printed no JSON object.') };
  const mode = modeOf(printed);
  const token = textAt(printed, 'sts_token');
  const seconds = timeFromSeconds(printed['sts_expiration']);
  const expiration = seconds === 0 ? printed['expiration'] : new Date(seconds).toISOString();
  const keys = timedKeys(printed['access_key_id'], printed['access_key_secret'], token, expiration);
  if (mode !== 'AK' && mode !== 'StsToken') {
    return { why: l10n.t('it printed a profile of the mode "{0}", not AK or StsToken.', clean(mode, 80)) };
  }
  if (keys === undefined || (mode === 'StsToken' && token === '')) return { why: l10n.t('it printed no keys.') };
  return { keys: mode === 'StsToken' ? keys : { keys: { ...keys.keys, securityToken: undefined } } };
}

async function endOf(
  words: readonly [string, ...string[]],
  home: string,
  ms: number,
  signal: AbortSignal | undefined,
): Promise<[Given, Ending]> {
  const end = await run(words, home, ms, signal);
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
      const given = keysIn(output);
      return [given, { outcome: 'keys' in given ? 'ok' : 'refused', exit }];
    }
  }
}

/**
 * Runs the program of a profile, which prints a profile of mode AK or StsToken, for `ms` at most and no longer than until `signal`
 * is aborted. `log` gets one entry when it has ended.
 */
export async function keysFromProgram(
  { profile, command, home }: Extract<Plan, { kind: 'program' }>,
  log?: Log,
  signal?: AbortSignal,
  ms = programMs,
): Promise<TimedKeys> {
  const words = splitCommand(command);
  const program = programIn(words);
  const ended = beginCall(log);
  const [given, ending] = await endOf(words, home, ms, signal);
  ended({ operation: 'External', program, profile: clean(profile, 100), ...ending });
  if ('keys' in given) return given.keys;
  throw lacksKeys(
    profile,
    l10n.t('its program {0}: {1}', program, given.why),
    l10n.t('Run the command in a terminal to see what it says, or choose another profile.'),
  );
}
