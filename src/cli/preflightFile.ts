/** `preflight`: checks a spec against the account, with calls that only read. */
import { isCloudError, type CloudError } from '../cloud/cloudError.ts';
import type { Account } from '../cloud/account.ts';
import type { Environment } from '../cloud/credentials/environment.ts';
import { chooseProfile, chooseRegion, profileFiles } from '../cloud/credentials/chooseProfile.ts';
import { resolveProvider } from '../cloud/credentials/resolveProvider.ts';
import { openUserFiles } from '../cloud/credentials/userFiles.ts';
import { originFor } from '../cloud/endpoints.ts';
import { createClient } from '../cloud/hbrClient.ts';
import { quoteValue } from '../cloud/quote.ts';
import { redact } from '../cloud/redaction/secrets.ts';
import { systemClock } from '../jobs/clock.ts';
import { createAccountReader } from '../live/accountReader.ts';
import { openCallSlots } from '../live/callSlots.ts';
import { unknown, type CheckName, type CheckResult } from '../live/preflight/check.ts';
import { placeOf } from '../live/preflight/place.ts';
import { runPreflight } from '../live/preflight/runPreflight.ts';
import { countsText, ofVerdict } from '../live/preflight/checkTexts.ts';
import { readSpec, stringAt, toRequest, type SpecDocument } from '../restoreSpec/index.ts';
import { positionFinder } from '../restoreSpec/textPosition.ts';
import { withoutIsolates } from '../restoreSpec/messageQuotes.ts';

/** Who signs, and where the calls go, as the command line says it. */
export interface PreflightTarget {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}

export interface PreflightOutcome {
  /** Who signed, and where the calls went, in one line. Absent where nobody could sign. */
  readonly signedBy?: string;
  /** One line for each check, and one with the counts. */
  readonly text: string;
  readonly code: 0 | 1 | 2;
}

/** Nobody else's calls are known here. The four slots are this process's own. */
const ownSlots = () => {
  const lock = { release: () => Promise.resolve(), longestUntouchedMs: () => 0 };
  return openCallSlots({ take: () => Promise.resolve(lock) }, systemClock, () => undefined);
};

async function openReader(specRegion: string | undefined, target: PreflightTarget, env: Environment, home: string) {
  const files = openUserFiles(env, home);
  const chosen = chooseProfile({ ...(await profileFiles(files)), setting: target.profile, env });
  const region = chooseRegion({ specRegion, setting: target.region, profileRegion: chosen.region, env });
  const endpoint = originFor(region, target.endpoint ?? '', chosen.vpc);
  const account: Account = { signer: chosen.signer, profile: chosen.profile, region, endpoint };
  // An AccessKey that was added in the editor is the editor's own, and no setting of this program names one.
  const client = chosen.source && createClient(account, await resolveProvider(chosen.source, chosen.profile, files));
  const reader = createAccountReader({
    client: () => Promise.resolve(client),
    slots: ownSlots(),
    clock: systemClock,
    // Each check that lacks a permission says so.
    onDenied: () => undefined,
  });
  return { account, reader };
}

function linesOf(file: string, spec: SpecDocument, results: readonly CheckResult[]): string {
  const positionAt = positionFinder(spec.text);
  const lines = (['failed', 'notChecked', 'passed'] as const).flatMap((verdict) =>
    ofVerdict(results, verdict).map((result) => {
      const place = placeOf(spec, result);
      const { line, column } = positionAt(place?.offset ?? 0);
      const word = verdict === 'notChecked' ? 'not checked' : verdict;
      return redact(withoutIsolates(`${file}:${line}:${column}: ${word} ${result.check}: ${result.message}`));
    }),
  );
  return [...lines, countsText(results)].join('\n');
}

/** What says nothing of the spec: any answer passes these, also one that refuses to be read. */
const notOfSpec: ReadonlySet<CheckName> = new Set(['credentials', 'clock']);

/** 0 where at least one check of the spec itself passed. The others may be left unchecked. */
function codeOf(results: readonly CheckResult[]): PreflightOutcome['code'] {
  if (ofVerdict(results, 'failed').length > 0) return 1;
  return ofVerdict(results, 'passed').some(({ check }) => !notOfSpec.has(check)) ? 0 : 2;
}

const signedBy = ({ profile, region, endpoint }: Account) =>
  redact(withoutIsolates(`Profile ${quoteValue(profile, 200)}, region ${region}, endpoint ${endpoint}.`));

/** What errors say to somebody in the editor, and what does the same here. */
const editorWords: readonly (readonly [editor: string, here: string])[] = [
  [' before you start the editor, or try the sandbox', ''],
  ['its RAM role can be chosen with "Select Profile"', 'set ALIBABA_CLOUD_ECS_METADATA to the name of its RAM role'],
  ['Choose another one with "Select Profile"', 'Name a profile of the aliyun CLI with --profile'],
  ['choose a region with "Select Region"', 'name a region with --region'],
  ['the profile setting', '--profile'],
  ['the region setting', '--region'],
  ['The endpoint setting', '--endpoint'],
  ['the endpoint setting', '--endpoint'],
  ['in the setting in place of the region, or empty it', 'in place of the region, or leave --endpoint out'],
  ['--endpoint, or empty it to use', '--endpoint, or leave it out to use'],
];

const errorLine = ({ message, nextStep }: CloudError) => {
  const inEditor = `Nothing was checked. ${message} ${nextStep}`;
  return redact(withoutIsolates(editorWords.reduce((text, [editor, here]) => text.replaceAll(editor, here), inEditor)));
};

/** @param specText of a spec without errors */
export async function preflightOf(
  file: string,
  specText: string,
  target: PreflightTarget,
  env: Environment,
  home: string,
): Promise<PreflightOutcome> {
  const spec = readSpec(specText);
  try {
    const { account, reader } = await openReader(stringAt(spec, '$region'), target, env, home);
    const equalJob = unknown('A command line keeps no list of jobs.');
    const results = await runPreflight(toRequest(spec), account, reader, { clock: systemClock, equalJob });
    const code = codeOf(results);
    const lines = linesOf(file, spec, results);
    const text = code === 2 ? `${lines}\nNothing of the spec could be checked.` : lines;
    return { signedBy: signedBy(account), text, code };
  } catch (error) {
    if (!isCloudError(error)) throw error;
    return { text: errorLine(error), code: 2 };
  }
}
