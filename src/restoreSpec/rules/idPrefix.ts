import * as l10n from '@vscode/l10n';
import { propertiesOf } from '../jsonTree.ts';
import { replaceNode, type Draft } from '../fixes/fix.ts';
import { propertyOf, type FixPlace } from '../fixes/fixPlace.ts';
import { changeTo } from '../fixes/valueFixes.ts';
import { defineRule, valuesAt } from './rule.ts';
import { quoteLine } from '../messageQuotes.ts';

/** The prefix of the IDs that a key takes. A file system's ID has none of those that are known. */
const prefixes: ReadonlyMap<string, string> = new Map([
  ['VaultId', 'v-'],
  ['SnapshotId', 's-'],
  ['TargetInstanceId', 'i-'],
  ['TargetContainerClusterId', 'cc-'],
  ['TargetFileSystemId', ''],
  ['sourceInstanceId', 'i-'],
  ['targetInstanceId', 'i-'],
  ['restoredNetwork', 'vsw-'],
  ['securityGroup', 'sg-'],
]);
/** Vault, snapshot, restore job, instance, disk, cluster, vSwitch, VPC, security group. */
const anyPrefix = /^(?:v|s|r|i|d|cc|vsw|vpc|sg)-/;

/** An ID without the prefixes that stand before its own; undefined where there is no second one. */
function withoutDoubledPrefix(id: string, prefix: string): string | undefined {
  let start = 0;
  while (prefix !== '' && id.startsWith(prefix + prefix, start)) start += prefix.length;
  return start === 0 ? undefined : id.slice(start);
}

/** The prefix of another kind of ID, which this one begins with or has after its own; undefined where there is none. */
function otherPrefix(id: string, prefix: string): string | undefined {
  const rest = prefix !== '' && id.startsWith(prefix) ? id.slice(prefix.length) : id;
  const [found] = anyPrefix.exec(rest) ?? [];
  return found === prefix ? undefined : found;
}

/** The IDs of vault and snapshot are in each other's place. */
function swapFixes({ scope, node }: FixPlace): Draft[] {
  const root = new Map(propertiesOf(scope.root).map(({ name, value }) => [name, value]));
  const [vault, snapshot] = [root.get('VaultId'), root.get('SnapshotId')];
  if (scope.embedded || !vault || !snapshot || (node !== vault && node !== snapshot)) return [];
  const [vaultId, snapshotId] = [String(vault.value), String(snapshot.value)];
  if (!vaultId.startsWith('s-') || !snapshotId.startsWith('v-')) return [];
  const edits = [...replaceNode(vault, JSON.stringify(snapshotId)), ...replaceNode(snapshot, JSON.stringify(vaultId))];
  return [{ title: l10n.t('Swap VaultId and SnapshotId'), edits, isPreferred: true }];
}

/** An ID has its prefix twice, as where it was pasted after a prefix, or the prefix of another kind of ID. */
export const idPrefix = defineRule({
  code: 'idPrefix',
  severity: 'warning',
  checkParameter(parameter, { scope }, report) {
    for (const { name, node, scope: at } of valuesAt(prefixes, parameter, scope)) {
      if (node.type !== 'string') continue;
      const prefix = prefixes.get(name) ?? '';
      const id = String(node.value);
      const other = otherPrefix(id, prefix);
      if (withoutDoubledPrefix(id, prefix) !== undefined) {
        report({ node, scope: at }, l10n.t('The prefix {0} is here twice.', quoteLine(prefix)));
      } else if (other !== undefined) {
        const message =
          prefix === ''
            ? l10n.t("An ID with {0} is of another kind: it can't be used as {1}.", quoteLine(other), name)
            : l10n.t(
                'An ID with {0} is of another kind: {1} begins with {2}.',
                quoteLine(other),
                name,
                quoteLine(prefix),
              );
        report({ node, scope: at }, message);
      }
    }
  },
  fixes(place) {
    const { node } = place;
    const prefix = prefixes.get(String(propertyOf(node)?.key.value)) ?? '';
    const once = withoutDoubledPrefix(String(node.value), prefix);
    // Where another kind's prefix follows, taking one away doesn't make it right.
    if (once === undefined || otherPrefix(once, prefix) !== undefined) return swapFixes(place);
    return [
      changeTo(node, JSON.stringify(once), { title: l10n.t('Write {0} once', quoteLine(prefix)), isPreferred: true }),
    ];
  },
});
