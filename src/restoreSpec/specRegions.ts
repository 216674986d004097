/** The two regions of a spec: where its request goes, and where an ECS instance or its disks are restored to. */
import * as l10n from '@vscode/l10n';
import { propertiesOf, type Node } from './jsonTree.ts';
import { isRegionId } from './regions.ts';

/** Gives the value of a parameter of the spec; undefined where the spec has none. */
type ValueOf = (name: string) => Node | undefined;

interface RegionValue {
  readonly id: string;
  readonly node: Node;
}

/** The region ID at a key; undefined where the key is missing or its value is no region ID, which the schema refuses. */
export function regionAt(valueOf: ValueOf, name: '$region' | 'UdmRegionId'): RegionValue | undefined {
  const node = valueOf(name);
  const id = node?.type === 'string' ? String(node.value) : '';
  return node && isRegionId(id) ? { id, node } : undefined;
}

/** Whether the spec restores an ECS instance or its disks, which alone have a region of their own. */
export function isUdmEcs(valueOf: ValueOf): boolean {
  return /^UDM_ECS/.test(String(valueOf('RestoreType')?.value ?? ''));
}

export function regionsOfSpec(valueOf: ValueOf): {
  readonly request: RegionValue | undefined;
  readonly target: RegionValue | undefined;
} {
  const target = isUdmEcs(valueOf) ? regionAt(valueOf, 'UdmRegionId') : undefined;
  return { request: regionAt(valueOf, '$region'), target };
}

/** How the two regions of a spec relate, as markdown, for either of their keys; undefined for any other key or type. */
export function explainRegions(root: Node | undefined, name: string): string | undefined {
  const values = new Map(propertiesOf(root).map(({ name, value }) => [name, value]));
  const valueOf: ValueOf = (key) => values.get(key);
  if (!isUdmEcs(valueOf) || (name !== '$region' && name !== 'UdmRegionId')) return undefined;
  const relation = l10n.t(
    "`$region` is where the request goes: the vault's region. `UdmRegionId` is the region to which you want to restore data.",
  );
  if (!values.has('$region')) {
    return `${relation}\n\n${l10n.t(
      "Without `$region`, the request goes to the region that is selected with **Select Region**, else to that of the setting `cloudBackupRestore.region`, else to the profile's.",
    )}`;
  }
  const { request, target } = regionsOfSpec(valueOf);
  if (!request || !target) return relation;
  const here =
    request.id === target.id
      ? l10n.t('Here both are `{0}`.', request.id)
      : l10n.t('Here the request goes to `{0}`, and what is restored goes to `{1}`.', request.id, target.id);
  return `${relation}\n\n${here}`;
}
