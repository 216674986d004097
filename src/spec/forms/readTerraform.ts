import * as l10n from '@vscode/l10n';
import { Unreadable, type Found, type Left, type Reading } from './form.ts';
import { readBlock, type Attribute, type Block } from './hcl.ts';
import { carriedInComment, providerOffset } from './terraform.ts';

const resource = /resource\s+"alicloud_hbr_restore_job"\s+"[^"\n]*"\s*\{/g;

const computed = () => l10n.t('it is computed by Terraform, and nothing is evaluated');
const noParameter = () => l10n.t('it is no parameter of the request');

/** UNIX seconds of a `target_create_time`, as the provider reads it; digits stay. */
function seconds(text: string): string | undefined {
  if (/^\d+$/.test(text)) return text;
  const wall = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:CST|Z)$/.exec(text)?.[1];
  const time = wall === undefined ? NaN : Date.parse(`${wall}Z`) / 1000 - providerOffset;
  return time >= 0 ? String(time) : undefined;
}

function otsDetail(block: Block, left: Left[]): Found[] {
  return block.attributes.flatMap(({ name, value }) => {
    const flag = value?.value ?? '';
    if (name === 'overwrite_existing' && /^(true|false)$/.test(flag)) {
      return { name: 'OtsDetail', value: `{"OverwriteExisting":${flag}}` };
    }
    left.push({ name: `ots_detail.${name}`, why: value ? noParameter() : computed() });
    return [];
  });
}

function fromAttribute({ name, value }: Attribute, left: Left[]): Found[] {
  if (value?.value === 'null' && value.json) return [];
  const leave = (why: string) => {
    left.push({ name, why });
    return [];
  };
  if (!value) return leave(computed());
  if (/^(count|for_each|provider|depends_on|restore_job_id|target_client_id|target_data_source_id)$/.test(name)) {
    return leave(noParameter());
  }
  if (name !== 'target_create_time') return [{ name, ...value }];
  const time = seconds(value.value);
  if (time === undefined) return leave(l10n.t('it is no date that the provider can read'));
  if (value.value.endsWith('CST')) {
    left.push({
      name,
      why: l10n.t('it was read as China Standard Time (UTC+8); Terraform takes the zone of its machine'),
    });
  }
  return [{ name: 'TargetCreateTime', value: time }];
}

/** Parameters in the comments that {@link toTerraform} writes for what Terraform can't carry. */
function fromComment(comment: string): Found[] {
  if (!comment.startsWith(carriedInComment)) return [];
  const [, name, json] = /^(\S+) = (".*")$/.exec(comment.slice(carriedInComment.length).trim()) ?? [];
  if (name === undefined || json === undefined) return [];
  try {
    return [{ name, value: String(JSON.parse(json)) }];
  } catch {
    // A person changed it; it is a comment, so nothing is lost.
    return [];
  }
}

/** The region of the first provider block that says one, before any brace that closes. */
function providerRegion(text: string): string | undefined {
  const begin = /provider\s+"alicloud"\s*\{/g;
  while (begin.exec(text)) {
    const end = text.indexOf('}', begin.lastIndex);
    const inside = text.slice(begin.lastIndex, end < 0 ? undefined : end);
    const region = /\bregion\s*=\s*"([a-z\d-]+)"/.exec(inside)?.[1];
    if (region !== undefined || end < 0) return region;
    // What else begins before it has the same end, and so no region either.
    begin.lastIndex = end;
  }
  return undefined;
}

/** Reads the first `alicloud_hbr_restore_job` of a Terraform text. @throws Unreadable where there is none */
export function readTerraform(text: string): Reading {
  const [first, ...more] = [...text.matchAll(resource)];
  if (!first) throw new Unreadable(l10n.t('The Terraform text has no complete alicloud_hbr_restore_job block.'));
  const block = readBlock({ text, at: first.index + first[0].length });
  const left: Left[] = [];
  const found = [
    ...block.attributes.flatMap((attribute) => fromAttribute(attribute, left)),
    ...block.blocks.flatMap(({ name, block }) => {
      if (name === 'ots_detail') return otsDetail(block, left);
      left.push({ name, why: noParameter() });
      return [];
    }),
    ...block.comments.flatMap(fromComment),
  ];
  if (more.length > 0) left.push({ name: 'resource', why: l10n.t('only the first restore job of the text was read') });
  const region = found.find(({ name }) => name === '$region')?.value ?? providerRegion(text);
  return { found: found.filter(({ name }) => name !== '$region'), region, left };
}
