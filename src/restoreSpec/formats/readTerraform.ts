/** Reads a resource block of Terraform. Nothing is evaluated. */
import * as l10n from '@vscode/l10n';
import { parameterNamed, parameters } from '../parameters.ts';
import { nullNotSent, UnreadableTextError, type ParsedParameter, type Skipped, type ParsedRequest } from './format.ts';
import { readTopBlocks, type Attribute, type Block } from './hclParser.ts';
import { carryingComment, providerOffset } from './writeTerraform.ts';

const heads = /(?:resource\s+"alicloud_hbr_restore_job"\s+"[^"\n]*"|provider\s+"alicloud")\s*\{/y;

const computed = () => l10n.t('it is computed by Terraform, and nothing is evaluated');
const notUnderstood = (name: string): Skipped => ({
  name: name === '' ? '…' : name,
  reason: l10n.t('the line is no attribute that Terraform can read'),
});
const noParameter = () => l10n.t('it is not a parameter of the request');

/** UNIX seconds of a date as the provider reads it; digits stay as they are. Undefined where it is no such date. */
function secondsOf(text: string): string | undefined {
  if (/^\d+$/.test(text)) return text;
  const wall = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:CST|Z)$/.exec(text)?.[1];
  const time = wall === undefined ? NaN : Date.parse(`${wall}Z`) / 1000 - providerOffset;
  return time >= 0 ? String(time) : undefined;
}

/** @param skipped gets what the block has beside its one key */
function readOtsDetail(block: Block, skipped: Skipped[]): ParsedParameter[] {
  for (const name of [...block.unread, ...block.blocks.map((each) => each.name)]) {
    skipped.push(notUnderstood(`ots_detail.${name}`));
  }
  return block.attributes.flatMap(({ name, value }) => {
    const flag = value?.value ?? '';
    if (name === 'overwrite_existing' && /^(true|false)$/.test(flag)) {
      return { name: 'OtsDetail', value: `{"OverwriteExisting":${flag}}` };
    }
    skipped.push({ name: `ots_detail.${name}`, reason: value ? noParameter() : computed() });
    return [];
  });
}

/** @param skipped gets the attribute where it is no parameter that can be read, or a remark on how it was read */
function fromAttribute({ name, value }: Attribute, skipped: Skipped[]): ParsedParameter[] {
  // It says by its region where the request goes.
  if (name === 'provider') return [];
  const skip = (reason: string) => {
    skipped.push({ name, reason });
    return [];
  };
  if (value?.value === 'null' && value.json) return skip(nullNotSent());
  if (!value) return skip(computed());
  if (/^(count|for_each|depends_on|restore_job_id|target_client_id|target_data_source_id)$/.test(name)) {
    return skip(noParameter());
  }
  const parameter = parameterNamed(name) ?? name;
  if (parameters.get(parameter)?.terraform !== 'date') return [{ name, ...value }];
  const seconds = secondsOf(value.value);
  if (seconds === undefined) return skip(l10n.t('it is not a date that the provider can read'));
  if (value.value.endsWith('CST')) {
    skip(l10n.t('it was read as China Standard Time (UTC+8); Terraform takes the zone of its machine'));
  }
  return [{ name: parameter, value: seconds }];
}

/** Parameters in the comments that {@link toTerraform} writes for what Terraform can't carry. */
function fromComment(comment: string): ParsedParameter[] {
  if (!comment.startsWith(carryingComment)) return [];
  const [, name, json] = /^(\S+) = (".*")$/.exec(comment.slice(carryingComment.length).trim()) ?? [];
  if (name === undefined || json === undefined) return [];
  try {
    return [{ name, value: String(JSON.parse(json)) }];
  } catch {
    // A person changed the comment. It stays where it is, so nothing is lost.
    return [];
  }
}

/** The name that a resource gives for its provider: `alicloud.dr`, or the same in quotes as Terraform 0.11 wrote it. */
function providerOf({ attributes }: Block): string {
  const provider = attributes.find(({ name }) => name === 'provider');
  return provider?.reference ?? provider?.value?.value ?? 'alicloud';
}

/**
 * The region of the provider that a resource names: the one with that alias, or the one without an alias.
 *
 * @param skipped gets the region where it can't be read
 */
function providerRegion(providers: readonly Block[], name: string, skipped: Skipped[]): string | undefined {
  const [, alias] = name.split('.');
  const textOf = ({ attributes }: Block, key: string) => attributes.find((each) => each.name === key);
  const provider = providers.find((block) => textOf(block, 'alias')?.value?.value === alias);
  const region = provider && textOf(provider, 'region');
  if (provider?.unread.some((each) => each === '' || each === 'region')) {
    skipped.push(notUnderstood('provider'));
  }
  if (region?.value && !region.value.json) return region.value.value;
  if (region) skipped.push({ name: 'region', reason: computed() });
  else if (alias !== undefined)
    skipped.push({ name: 'provider', reason: l10n.t('the text names no region for this provider') });
  return undefined;
}

/** Reads the first `alicloud_hbr_restore_job` of a Terraform text. @throws UnreadableTextError where there is none */
export function readTerraform(text: string): ParsedRequest {
  const blocks = readTopBlocks(text, heads);
  const [first, ...more] = blocks.filter(({ head }) => head.startsWith('resource'));
  if (!first)
    throw new UnreadableTextError(l10n.t('The Terraform text has no complete alicloud_hbr_restore_job block.'));
  const { block } = first;
  const skipped: Skipped[] = [];
  const parsed = [
    ...block.attributes.flatMap((attribute) => fromAttribute(attribute, skipped)),
    ...block.blocks.flatMap(({ name, block }) => {
      if (name === 'ots_detail') return readOtsDetail(block, skipped);
      skipped.push({ name, reason: noParameter() });
      return [];
    }),
    ...block.comments.flatMap(fromComment),
  ];
  for (const name of block.unread) skipped.push(notUnderstood(name));
  if (!block.isClosed)
    skipped.push({ name: 'resource', reason: l10n.t('its block is not closed; the text may be cut off') });
  if (more.length > 0) {
    skipped.push({ name: 'resource', reason: l10n.t('only the first restore job of the text was read') });
  }
  const providers = blocks.filter(({ head }) => head.startsWith('provider')).map((each) => each.block);
  const carried = parsed.find(({ name }) => name === '$region')?.value;
  const region = carried ?? providerRegion(providers, providerOf(block), skipped);
  return { parameters: parsed.filter(({ name }) => name !== '$region'), region, skipped };
}
