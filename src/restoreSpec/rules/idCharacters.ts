import * as l10n from '@vscode/l10n';
import { changeTo } from '../fixes/valueFixes.ts';
import { invisibleCharacters } from '../invisibleCharacters.ts';
import { defineRule, valuesAt } from './rule.ts';

/** The keys whose values are IDs or names that a service gave or accepted. */
const idKeys: ReadonlySet<string> = new Set([
  ...['VaultId', 'SnapshotId', 'SnapshotHash', 'TargetInstanceId', 'TargetFileSystemId', 'TargetBucket'],
  ...['TargetInstanceName', 'TargetTableName', 'TargetContainerClusterId', 'CrossAccountRoleName', 'UdmRegionId'],
  ...['sourceInstanceId', 'targetInstanceId', 'restoredNetwork', 'securityGroup', 'instanceType', 'diskCategory'],
]);

const quotes = /["'`´‘’‚‛“”„‟«»‹›]/g;

/** An ID without blanks, without quotes, and without characters that nobody sees. */
function onlyVisible(id: string): string {
  // Most IDs have nothing else, and this is found out sooner.
  if (/^[\w./:-]*$/.test(id)) return id;
  return id
    .replace(invisibleCharacters, '')
    .replace(quotes, '')
    .replace(/(?! )\p{Zs}/gu, '')
    .trim();
}

/** An ID with something that copying brought along. */
export const idCharacters = defineRule({
  code: 'idCharacters',
  severity: 'warning',
  yieldsToSchema: true,
  checkParameter(parameter, { scope }, report) {
    for (const { node, scope: at } of valuesAt(idKeys, parameter, scope)) {
      if (node.type !== 'string' || onlyVisible(String(node.value)) === node.value) continue;
      const message = l10n.t(
        'This ID has a space at an end, a quote or an invisible character, perhaps from copying: remove it.',
      );
      report({ node, scope: at }, message);
    }
  },
  fixes({ node }) {
    const id = onlyVisible(String(node.value));
    return id === ''
      ? []
      : [changeTo(node, JSON.stringify(id), { title: l10n.t('Keep only visible characters'), isPreferred: true })];
  },
});
