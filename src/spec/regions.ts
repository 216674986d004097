/** The two regions of a spec: where its request goes, and where an ECS instance is restored to. */
import * as l10n from '@vscode/l10n';
import { regions } from './generated/regions.ts';
import { propertiesOf, type Node } from './json.ts';
import { oneLine } from './oneLine.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { isRegionId } from './regionId.ts';

/** The region IDs of a spec, each with its value's node; undefined where it is missing or none, which the schema refuses. */
function regionsOf(root: Node | undefined) {
  const values = new Map(propertiesOf(root).map(({ name, value }) => [name, value]));
  const region = (name: string) => {
    const node = values.get(name);
    const id = node?.type === 'string' ? String(node.value) : '';
    return node && isRegionId(id) ? { id, node } : undefined;
  };
  const isUdm = /^UDM_ECS/.test(String(values.get('RestoreType')?.value ?? ''));
  return { request: region('$region'), target: isUdm ? region('UdmRegionId') : undefined, isUdm, values };
}

function said(code: ProblemCode, severity: Problem['severity'], message: string, node: Node): Problem {
  return { code, message, severity, offset: node.offset, length: node.length, saidBy: 'own' };
}

/** Says of a region that nobody knows, and of two that differ, what it means. */
export function regionAdvice(root: Node): Problem[] {
  const { request, target, isUdm, values } = regionsOf(root);
  const found: Problem[] = [];
  if (request && !regions.includes(request.id)) {
    const message = l10n.t(
      'The region {0} is not a known one. As for every region, the request would go to {1}.',
      request.id,
      `https://hbr.${request.id}.aliyuncs.com`,
    );
    found.push(said('unknownRegion', 'warning', message, request.node));
  }
  const place = isUdm ? values.get('UdmRegionId') : undefined;
  if (place?.type === 'string' && place.value !== '' && !regions.includes(String(place.value))) {
    const message = l10n.t(
      'The region {0} is not a known one. What is restored would go there.',
      oneLine(String(place.value)),
    );
    found.push(said('unknownTargetRegion', 'warning', message, place));
  }
  if (request && target && request.id !== target.id) {
    const message = l10n.t(
      "A restore across regions: the request goes to {0} ($region), the vault's region, and what is restored goes to {1}.",
      request.id,
      target.id,
    );
    found.push(said('otherRegion', 'information', message, target.node));
  }
  return found;
}

/** How the two regions of a spec relate, as markdown, for either of their keys; undefined for any other key or type. */
export function explainRegions(root: Node | undefined, name: string): string | undefined {
  const { request, target, isUdm, values } = regionsOf(root);
  if (!isUdm || (name !== '$region' && name !== 'UdmRegionId')) return undefined;
  const relation = l10n.t(
    "`$region` is where the request goes: the vault's region. `UdmRegionId` is the region to which you want to restore data.",
  );
  if (!values.has('$region')) {
    return `${relation}\n\n${l10n.t(
      "Without `$region`, the request goes to the region that is selected with **Select Region**, else to that of the setting `cloudBackupRestore.region`, else to the profile's.",
    )}`;
  }
  if (!request || !target) return relation;
  const here =
    request.id === target.id
      ? l10n.t('Here both are `{0}`.', request.id)
      : l10n.t('Here the request goes to `{0}`, and what is restored goes to `{1}`.', request.id, target.id);
  return `${relation}\n\n${here}`;
}
