import * as l10n from '@vscode/l10n';
import { removeKeyFix } from '../fixes/keyFixes.ts';
import { quoteLine } from '../messageQuotes.ts';
import { defineRule } from './rule.ts';

/**
 * Include, Exclude or a list of Options with a restore of an ECS instance or a disk. No page limits them to files, but a disk is restored by
 * its blocks: nothing says that a part of it can be, and a rollback replaces all of it.
 */
export const wholeInstance = defineRule({
  code: 'wholeInstance',
  severity: 'warning',
  isDestructive: true,
  checkSpec({ value, scope, parameters, pathLists }, report) {
    const type = String(value('RestoreType')?.value);
    if (!type.startsWith('UDM_ECS')) return;
    const lists = new Set<string>(pathLists.map(({ list }) => list));
    for (const { name, key, members } of parameters) {
      if ((name === 'Include' || name === 'Exclude') && lists.has(name)) {
        const message = l10n.t(
          'With {0} the whole instance or disk is restored: the service may ignore {1}.',
          quoteLine(type),
          name,
        );
        report({ node: key, scope }, message);
      }
      if (name !== 'Options') continue;
      for (const { name: list, node, scope: within } of members()) {
        if ((list !== 'includes' && list !== 'excludes') || !node.children?.length) continue;
        const message = l10n.t(
          'With {0} the whole instance or disk is restored: the service may ignore the list {1} of Options.',
          quoteLine(type),
          quoteLine(list),
        );
        report({ node: node.parent?.children?.[0] ?? node, scope: within }, message);
      }
    }
  },
  fixes: removeKeyFix,
});
