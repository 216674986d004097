/**
 * Writes Terraform's `alicloud_hbr_restore_job` in the way in which the provider's source reads it
 * (alicloud/resource_alicloud_hbr_restore_job.go).
 */
import * as l10n from '@vscode/l10n';
import { parameters, parametersOf, type ParameterFacts } from '../parameters.ts';
import type { Call } from './format.ts';
import { visibleJsonString, invisibleCharacters } from '../invisibleCharacters.ts';

/** Begins a comment with a parameter that Terraform can't carry, so that it can be read back. */
export const carryingComment = '# cloud-backup-restore:';

/** `TargetCreateTime` as `target_create_time`. */
const snake = (name: string) => name.replace(/(?<=[a-z])[A-Z]/g, '_$&').toLowerCase();

/** A quoted string in which nothing is evaluated and everything is visible: `${`, `%{` and invisible characters are escaped. */
function hclString(value: string): string {
  const code = (char: string) => {
    const point = char.codePointAt(0) ?? 0;
    return point > 0xffff ? `\\U${point.toString(16).padStart(8, '0')}` : `\\u${point.toString(16).padStart(4, '0')}`;
  };
  const escaped = value
    .replace(/["\\]/g, '\\$&')
    // Another `$` before an escaped `${` would be read as a part of the escape. So it is written by its number.
    .replace(/[$%]+\{?/g, (signs) =>
      signs.endsWith('{') ? `${[...signs.slice(0, -2)].map(code).join('')}${signs.at(-2)?.repeat(2)}{` : signs,
    )
    .replaceAll('\n', '\\n')
    .replace(invisibleCharacters, code);
  return `"${escaped}"`;
}

/** More marks than any letter has. To sort the marks of one letter takes time by the square of their number. */
const maxMarks = 100;

/** Whether a text is in Unicode's form NFC; also `false` where a letter has too many marks to find out. */
function isNfc(text: string): boolean {
  for (const [marks] of text.matchAll(/\p{M}+/gu)) if (marks.length > maxMarks) return false;
  return text.normalize('NFC') === text;
}

/** In s. The provider takes the wall time before a `Z` for China Standard Time (`time.FixedZone("CST", 8*3600)`). */
export const providerOffset = 28_800;
/** The last second of the year 9999 in that zone. */
const lastSecond = 253_402_271_999;

type Expression = { readonly hcl: string } | { readonly why: string };

function date(value: string): Expression {
  const seconds = Number(value);
  if (!/^\d+$/.test(value) || seconds > lastSecond) return { why: l10n.t('not a date that the provider can read') };
  return { hcl: hclString(new Date((seconds + providerOffset) * 1000).toISOString().replace('.000Z', 'Z')) };
}

function number(value: string): Expression {
  const fits = /^[1-9]\d*$/.test(value) && BigInt(value) < 2n ** 63n;
  return fits ? { hcl: value } : { why: l10n.t('the provider takes 1 to 2^63 - 1') };
}

/** The one block that the resource has is `ots_detail`, with one key. */
function block(value: string): Expression {
  const flag = /^\{"OverwriteExisting":(true|false)\}$/.exec(value)?.[1];
  if (!flag) return { why: l10n.t('the provider sends OverwriteExisting alone') };
  return { hcl: `{\n    overwrite_existing = ${flag}\n  }` };
}

/** The value as the provider wants it, or why it can't have it. */
function expression(value: string, { terraform, newerValues = [] }: Partial<ParameterFacts>): Expression {
  if (terraform === undefined) return { why: l10n.t('the resource has no such attribute') };
  // The provider's own check lets through the values of the documented page.
  if (newerValues.includes(value)) return { why: l10n.t('the provider refuses this value') };
  if (!isNfc(value)) return { why: l10n.t('Terraform changes its characters (to Unicode NFC)') };
  switch (terraform) {
    case 'date':
      return date(value);
    case 'number':
      return number(value);
    case 'block':
      return block(value);
    case 'text':
      return { hcl: hclString(value) };
  }
}

/** A resource block; what Terraform can't carry stands in it as comments, with the reason. */
export function toTerraform({ request, region, profile, endpoint }: Call): string {
  const carried: string[] = [];
  const comments: string[] = [];
  const values = parametersOf(request);
  for (const [name, value] of Object.entries(values)) {
    const facts: Partial<ParameterFacts> = parameters.get(name) ?? {};
    const written = expression(value, facts);
    if ('why' in written) {
      comments.push(`  # ${l10n.t("Terraform can't express this: {0}", written.why)}`);
      comments.push(`  ${carryingComment} ${name} = ${visibleJsonString(value)}`);
    } else {
      if (value === '') carried.push(`  # ${l10n.t('Terraform sends no empty value.')}`);
      if (facts.terraform === 'date') {
        carried.push(`  # ${l10n.t('The provider reads this as China Standard Time (UTC+8), despite the Z.')}`);
      }
      carried.push(`  ${snake(name)} ${facts.terraform === 'block' ? '' : '= '}${written.hcl}`);
    }
  }
  if (region) comments.push(`  # ${l10n.t('The provider block decides the region.')}`);
  if (region) comments.push(`  ${carryingComment} $region = ${visibleJsonString(region)}`);
  if (profile)
    comments.push(
      `  # ${l10n.t('The provider block decides the profile. Here {0} signs.', visibleJsonString(profile))}`,
    );
  if (endpoint)
    comments.push(
      `  # ${l10n.t('The provider block decides the endpoint. Here it is {0}.', visibleJsonString(endpoint))}`,
    );
  if (!('SnapshotHash' in values))
    comments.push(`  # ${l10n.t('Terraform requires snapshot_hash: take it from the snapshot.')}`);
  return [
    `# ${l10n.t('terraform apply starts the restore. The provider adds a ClientToken, and sends again by itself where it failed.')}`,
    'resource "alicloud_hbr_restore_job" "restore" {',
    ...carried,
    ...comments,
    '}\n',
  ].join('\n');
}
