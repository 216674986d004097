/** Terraform's `alicloud_hbr_restore_job`, as the provider's source reads it (alicloud/resource_alicloud_hbr_restore_job.go). */
import * as l10n from '@vscode/l10n';
import { parametersOf } from '../parameters.ts';
import type { Call } from './form.ts';
import { jsonString, unseen } from './unseen.ts';

/** Written before what Terraform can't carry, so that it can be read back. */
export const carriedInComment = '# cloud-backup-restore:';

const attributes: readonly string[] = [
  ...['RestoreType', 'SourceType', 'VaultId', 'SnapshotId', 'SnapshotHash', 'Include', 'Exclude', 'Options'],
  ...['TargetInstanceId', 'TargetPath', 'TargetBucket', 'TargetPrefix', 'TargetFileSystemId', 'TargetCreateTime'],
  ...['TargetInstanceName', 'TargetTableName', 'TargetTime', 'UdmDetail'],
  ...['CrossAccountType', 'CrossAccountUserId', 'CrossAccountRoleName'],
];
/** The values that the provider's own check lets through. */
const taken: Readonly<Record<string, RegExp>> = {
  RestoreType: /^(ECS_FILE|NAS|OSS|OTS_TABLE|UDM_ECS_ROLLBACK)$/,
  SourceType: /^(ECS_FILE|NAS|OSS|OTS_TABLE|UDM_ECS)$/,
};

/** `TargetCreateTime` as `target_create_time`. */
const snake = (name: string) => name.replace(/(?<=[a-z])[A-Z]/g, '_$&').toLowerCase();

/** A quoted template without a template in it: `${` and `%{` are escaped, and what can't be seen too. */
function hclString(value: string): string {
  const code = (char: string) => {
    const point = char.codePointAt(0) ?? 0;
    return point > 0xffff ? `\\U${point.toString(16).padStart(8, '0')}` : `\\u${point.toString(16).padStart(4, '0')}`;
  };
  const escaped = value
    .replace(/["\\]/g, '\\$&')
    // Before an escaped `${` another `$` would be read as the escape, so it is written by its number.
    .replace(/[$%]+\{?/g, (signs) =>
      signs.endsWith('{') ? `${[...signs.slice(0, -2)].map(code).join('')}${signs.at(-2)?.repeat(2)}{` : signs,
    )
    .replaceAll('\n', '\\n')
    .replace(unseen, code);
  return `"${escaped}"`;
}

/** More marks than any letter has: to bring them into their order takes the square of their number. */
const tooManyMarks = 100;

/** Whether a text is in Unicode's form NFC; `false` as well where a letter has too many marks to tell. */
function isNfc(text: string): boolean {
  for (const [marks] of text.matchAll(/\p{M}+/gu)) if (marks.length > tooManyMarks) return false;
  return text.normalize('NFC') === text;
}

/** 28800 s: the provider takes the wall time before a `Z` for China Standard Time (`time.FixedZone("CST", 8*3600)`). */
export const providerOffset = 28_800;
/** The last second of the year 9999 in that zone. */
const lastSecond = 253_402_271_999;

/** The value as the provider wants it, or why it can't have it. */
function expression(name: string, value: string): { hcl: string } | { why: string } {
  if (!attributes.includes(name) && name !== 'OtsDetail') return { why: l10n.t('the resource has no such attribute') };
  if (taken[name]?.test(value) === false) return { why: l10n.t('the provider refuses this value') };
  if (!isNfc(value)) return { why: l10n.t('Terraform changes its characters (to Unicode NFC)') };
  if (name === 'TargetCreateTime') {
    const seconds = Number(value);
    if (!/^\d+$/.test(value) || seconds > lastSecond) return { why: l10n.t('no date that the provider can read') };
    return { hcl: hclString(new Date((seconds + providerOffset) * 1000).toISOString().replace('.000Z', 'Z')) };
  }
  if (name === 'CrossAccountUserId') {
    const fits = /^[1-9]\d*$/.test(value) && BigInt(value) < 2n ** 63n;
    return fits ? { hcl: value } : { why: l10n.t('the provider takes 1 to 2^63 - 1') };
  }
  if (name === 'OtsDetail') {
    const flag = /^\{"OverwriteExisting":(true|false)\}$/.exec(value)?.[1];
    if (!flag) return { why: l10n.t('the provider sends OverwriteExisting alone') };
    return { hcl: `{\n    overwrite_existing = ${flag}\n  }` };
  }
  return { hcl: hclString(value) };
}

/** A resource block; what Terraform can't carry stands in it as comments, with the reason. */
export function toTerraform({ request, region }: Call): string {
  const carried: string[] = [];
  const comments: string[] = [];
  const parameters = parametersOf(request);
  for (const [name, value] of Object.entries(parameters)) {
    const found = expression(name, value);
    if ('why' in found) {
      comments.push(`  # ${l10n.t('Not carried by Terraform: {0}', found.why)}`);
      comments.push(`  ${carriedInComment} ${name} = ${jsonString(value)}`);
    } else {
      if (value === '') carried.push(`  # ${l10n.t('Terraform sends no empty value.')}`);
      if (name === 'TargetCreateTime') {
        carried.push(`  # ${l10n.t('The provider reads this as China Standard Time (UTC+8), despite the Z.')}`);
      }
      carried.push(`  ${snake(name)} ${name === 'OtsDetail' ? '' : '= '}${found.hcl}`);
    }
  }
  if (region) comments.push(`  # ${l10n.t('The region is the one of the provider block.')}`);
  if (region) comments.push(`  ${carriedInComment} $region = ${jsonString(region)}`);
  if (!('SnapshotHash' in parameters))
    comments.push(`  # ${l10n.t('Terraform requires snapshot_hash: take it from the snapshot.')}`);
  return [
    `# ${l10n.t('terraform apply starts the restore. The provider adds a ClientToken, and sends again by itself where it failed.')}`,
    'resource "alicloud_hbr_restore_job" "restore" {',
    ...carried,
    ...comments,
    '}\n',
  ].join('\n');
}
