import * as l10n from '@vscode/l10n';
import { memberOf } from '../jsonTree.ts';
import { regionsOfSpec } from '../specRegions.ts';
import { replaceNode, type Draft } from '../fixes/fix.ts';
import type { FixPlace } from '../fixes/fixPlace.ts';
import { defineRule } from './rule.ts';

/** Either of the two regions may be the wrong one. */
function equalRegionFixes({ scope, node }: FixPlace): Draft[] {
  const request = memberOf(scope.root, '$region');
  if (!request) return [];
  const [from, to] = [request, node].map((each) => JSON.stringify(each.value));
  if (from === undefined || to === undefined) return [];
  return [
    { title: l10n.t('Change {0} to {1}', 'UdmRegionId', from), edits: replaceNode(node, from) },
    { title: l10n.t('Change {0} to {1}', '$region', to), edits: replaceNode(request, to) },
  ];
}

/** The request goes to another region than the restored instance or disk. */
export const otherRegion = defineRule({
  code: 'otherRegion',
  severity: 'information',
  checkSpec({ value, scope }, report) {
    const { request, target } = regionsOfSpec(value);
    if (!request || !target || request.id === target.id) return;
    const message = l10n.t(
      "A restore across regions: the request goes to {0} ($region), the vault's region, and what is restored goes to {1}.",
      request.id,
      target.id,
    );
    report({ node: target.node, scope }, message);
  },
  fixes: equalRegionFixes,
});
