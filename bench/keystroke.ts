/** What this extension does with one version of a spec's text, and specs to measure it with. */
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

const members = {
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

/** A spec as people write it. */
export const usualSpec = JSON.stringify(members, null, 2);

/** The same with so many paths. */
export const specWithPaths = (count: number): string =>
  JSON.stringify({ ...members, Include: Array.from({ length: count }, (_, i) => `/data/${i}`) }, null, 2);

/** The same with one path that is so long. */
export const specWithLength = (length: number): string =>
  JSON.stringify({ ...members, Include: [`/${'a'.repeat(length)}`] }, null, 2);

/** The `count`th version of a spec in whose snapshot's ID somebody types, and where the cursor is. */
export function typedVersion(text: string, count: number): { text: string; offset: number } {
  const at = text.indexOf('"s-') + 3;
  return { text: `${text.slice(0, at)}${String(count)}${text.slice(at)}`, offset: at + 1 };
}

/** What the providers do with one version of the text, the cursor at `offset`. */
export function provide(text: string, offset: number): void {
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
