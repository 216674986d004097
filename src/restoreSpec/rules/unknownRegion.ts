/** The rules for region IDs that are in no list. */
import * as l10n from '@vscode/l10n';
import { quoteText } from '../messageQuotes.ts';
import { isUdmEcs, regionAt } from '../specRegions.ts';
import type { Draft } from '../fixes/fix.ts';
import { constraintsOfNode, type FixPlace } from '../fixes/fixPlace.ts';
import { nearestWordFixes } from '../fixes/nearestWords.ts';
import { defineRule } from './rule.ts';

function knownRegionFixes(place: FixPlace): Draft[] {
  return nearestWordFixes(place, constraintsOfNode(place.scope, place.node).examples);
}

/** The region that the request would go to. */
export const unknownRegion = defineRule({
  code: 'unknownRegion',
  severity: 'warning',
  checkSpec({ value, scope, isKnownRegion }, report) {
    const request = regionAt(value, '$region');
    if (!request || isKnownRegion(request.id)) return;
    const message = l10n.t(
      'The region {0} is not a known one. As for every region, the request would go to {1}.',
      quoteText(request.id),
      `https://hbr.${request.id}.aliyuncs.com`,
    );
    report({ node: request.node, scope }, message);
  },
  fixes: knownRegionFixes,
});

/** The region that an ECS instance or its disks would be restored to. */
export const unknownTargetRegion = defineRule({
  code: 'unknownTargetRegion',
  severity: 'warning',
  checkSpec({ value, scope, isKnownRegion }, report) {
    const node = isUdmEcs(value) ? value('UdmRegionId') : undefined;
    if (node?.type !== 'string' || node.value === '' || isKnownRegion(String(node.value))) return;
    const message = l10n.t(
      'The region {0} is not a known one. What is restored would go there.',
      quoteText(String(node.value)),
    );
    report({ node, scope }, message);
  },
  fixes: knownRegionFixes,
});
