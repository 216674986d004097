import { execFile, type ExecFileException } from 'node:child_process';
import * as l10n from '@vscode/l10n';
import { modeOf, textAt } from '../cliModes.ts';
import { clean } from '../text.ts';
import { objectIn, timedKeys } from './answers.ts';
import { splitCommand } from './command.ts';
import { lacksKeys, timeFromSeconds } from './failures.ts';
import type { Plan, TimedKeys } from './plan.ts';

const timeoutMs = 60_000;
const maximumBytes = 200_000;

const cannotRun = (code: string) => new Error(l10n.t("it can't be run ({0}).", code));

/** The standard output of a program, run without a shell. Rejects with a clause that says what went wrong. */
function outputOf([program, ...words]: readonly [string, ...string[]], home: string, ms: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env };
    delete env['ELECTRON_RUN_AS_NODE'];
    const options = {
      // Windows looks there first for the program: never in a workspace.
      cwd: home,
      env,
      timeout: ms,
      maxBuffer: maximumBytes,
      killSignal: 'SIGKILL' as const,
      windowsHide: true,
      shell: false,
      encoding: 'utf8' as const,
    };
    const ended = (error: ExecFileException | null, stdout: string) => {
      // The error quotes the command line and what the program printed.
      if (error === null) resolve(stdout);
      else if (error.killed === true && error.code === null)
        reject(new Error(l10n.t('it gave no keys within {0} s.', ms / 1000)));
      else if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
        reject(new Error(l10n.t('its output is too large.')));
      else if (typeof error.code === 'string') reject(cannotRun(error.code));
      else reject(new Error(l10n.t('it failed (exit code {0}).', String(error.code ?? error.signal))));
    };
    try {
      execFile(program, words, options, ended).stdin?.end();
    } catch (error) {
      // Thrown where it can't even be begun, also with the arguments in its words.
      reject(cannotRun(error instanceof Error && 'code' in error ? String(error.code) : ''));
    }
  });
}

/** Runs the program of a profile, which prints a profile of mode AK or StsToken. */
export async function keysFromProgram(
  { profile, command, home }: Extract<Plan, { kind: 'program' }>,
  ms = timeoutMs,
): Promise<TimedKeys> {
  const words = splitCommand(command);
  const failed = (why: string) =>
    lacksKeys(
      profile,
      l10n.t('its program {0}: {1}', clean(words[0], 200), why),
      l10n.t('Run the command in a terminal to see what it says, or choose another profile.'),
    );
  const output = await outputOf(words, home, ms).catch((error: unknown) => {
    throw failed(error instanceof Error ? error.message : '');
  });
  const printed = objectIn(output);
  if (printed === undefined) throw failed(l10n.t('it printed no JSON object.'));
  const mode = modeOf(printed);
  const token = textAt(printed, 'sts_token');
  const seconds = timeFromSeconds(printed['sts_expiration']);
  const expiration = seconds === 0 ? printed['expiration'] : new Date(seconds).toISOString();
  const keys = timedKeys(printed['access_key_id'], printed['access_key_secret'], token, expiration);
  if (mode !== 'AK' && mode !== 'StsToken') {
    throw failed(l10n.t('it printed a profile of the mode "{0}", not AK or StsToken.', clean(mode, 80)));
  }
  if (keys === undefined || (mode === 'StsToken' && token === '')) throw failed(l10n.t('it printed no keys.'));
  return mode === 'StsToken' ? keys : { keys: { ...keys.keys, securityToken: undefined } };
}
