/**
 * `npm run bench -- typing [--keystrokes N]`: what a keystroke costs.
 *
 * Ours is all that this extension's providers do with a new version of the text: reading, judging, completing at the
 * cursor, hints, outline, fixes and refactorings at the cursor. Beside it stands what VS Code's JSON service takes for
 * the same text: reading, validating, completing at the cursor, outline. Medians over many keystrokes in one process.
 */
import { parseArgs } from 'node:util';
import {
  fixesFor,
  inlayHintsOf,
  validateSpec,
  outlineOf,
  readSpec,
  refactoringsAt,
  completionsAt,
  toRequest,
} from '../src/restoreSpec/index.ts';
import { noLiveValues } from '../src/restoreSpec/liveValues.ts';
import { serveText } from '../test/jsonService.ts';

const limitMs = 16;
const { values } = parseArgs({ options: { keystrokes: { type: 'string', default: '200' } } });
const keystrokes = Number(values.keystrokes);

const spec = {
  RestoreType: 'UDM_ECS',
  SourceType: 'UDM_ECS',
  VaultId: 'v-0008w4xx7pkg2e4zt1t0',
  SnapshotId: 's-000dh2pq1jk38s4k9x2n',
  UdmRegionId: 'cn-shanghai',
  UdmDetail: {
    diskCategory: 'cloud_essd',
    instanceType: 'ecs.g7.large',
    restoredNetwork: 'vsw-1',
    securityGroup: 'sg-1',
    restoredName: 'web',
    restoredHostName: 'web',
    bootAfterRestore: true,
  },
  Include: ['/var/www', '/etc/nginx', '/home', '/opt'],
  Exclude: ['/var/www/cache', '/home/tmp'],
  TargetContainer: { host: 'k8s-node1', pvPath: '/' },
  CrossAccountType: 'CROSS_ACCOUNT',
  CrossAccountUserId: 1589750000004625,
  CrossAccountRoleName: 'BackupRole',
  Options: { conflictPolicy: 'KEEP', excludes: ['/a'] },
};
const usual = JSON.stringify(spec, null, 2);
const huge = JSON.stringify({ ...spec, Include: Array.from({ length: 10_000 }, (_, i) => `/data/${i}`) }, null, 2);

/** What the providers do with one version of the text, the cursor at `offset`. */
function ours(text: string, offset: number): void {
  const document = readSpec(text);
  const problems = validateSpec(document);
  completionsAt({ spec: document, offset, now: Date.now(), live: noLiveValues });
  inlayHintsOf(document);
  outlineOf(document);
  // The name of the outline.
  toRequest(document);
  const there = problems.filter((problem) => problem.offset <= offset && offset <= problem.offset + problem.length);
  for (const problem of there) fixesFor(document, problem);
  refactoringsAt(document, offset);
}

const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** Types characters into the snapshot's ID, one a version; gives the medians in ms of ours and of the JSON service. */
async function measure(text: string): Promise<{ ours: number; service: number }> {
  const at = text.indexOf('"s-') + 3;
  const times = { ours: [] as number[], service: [] as number[] };
  for (let i = 0; i < keystrokes; i++) {
    const typed = `${text.slice(0, at)}${String(i)}${text.slice(at)}`;
    const start = performance.now();
    ours(typed, at + 1);
    const between = performance.now();
    await serveText(typed, at + 1);
    times.ours.push(between - start);
    times.service.push(performance.now() - between);
  }
  return { ours: median(times.ours), service: median(times.service) };
}

const line = (what: string, figures: string, met: boolean) =>
  console.log(`${what}: ${figures}  ${met ? 'met' : 'missed'}`);
await measure(usual); // Warms both up.
const small = await measure(usual);
const large = await measure(huge);
const ms = (value: number) => `${value.toFixed(2)} ms`;
line(
  `a spec of ${usual.split('\n').length} lines`,
  `ours ${ms(small.ours)}, JSON service ${ms(small.service)} (at most as long)`,
  small.ours <= small.service,
);
line(
  'a spec with 10,000 paths',
  `ours ${ms(large.ours)} (less than ${limitMs} ms), JSON service ${ms(large.service)}`,
  large.ours < limitMs,
);
