import * as l10n from '@vscode/l10n';
import type { Draft } from '../fixes/fix.ts';
import { propertyOf, type FixPlace } from '../fixes/fixPlace.ts';
import { nearestWords } from '../fixes/nearestWords.ts';
import { propertiesOf } from '../jsonTree.ts';
import { quoteLine, quoteText } from '../messageQuotes.ts';
import { defineRule } from './rule.ts';

const lists = ['includes', 'excludes'];

/** The list that a key of `Options` was likely meant for; undefined where it is one of them, or like neither. */
const meantList = (key: string): string | undefined => (lists.includes(key) ? undefined : nearestWords(key, lists)[0]);

/** Not where the object has that key as well: two lists are to be made one by a person. */
function renameFixes({ node }: FixPlace): Draft[] {
  const { key, object } = propertyOf(node) ?? {};
  const meant = key && meantList(String(key.value));
  if (meant === undefined || propertiesOf(object).some(({ name }) => name === meant)) return [];
  return [
    {
      title: l10n.t('Change {0} to {1}', quoteText(String(key?.value)), quoteLine(meant)),
      edits: [{ offset: node.offset, length: node.length, text: JSON.stringify(meant) }],
      isPreferred: true,
    },
  ];
}

/** A key of Options that is nearly one of its lists of paths. Options take any key, so the service may pass over this one. */
export const misspeltList = defineRule({
  code: 'misspeltList',
  severity: 'warning',
  isDestructive: true,
  checkParameter({ name: parameter, members }, _spec, report) {
    if (parameter !== 'Options') return;
    for (const { name, node, scope } of members()) {
      const meant = meantList(name);
      const key = node.parent?.children?.[0];
      if (meant === undefined || !key) continue;
      const message =
        meant === 'includes'
          ? l10n.t(
              'Options have no known list {0}: the service may ignore it and restore everything in the snapshot. The list is {1}.',
              quoteText(name),
              quoteLine(meant),
            )
          : l10n.t(
              'Options have no known list {0}: the service may ignore it and restore what it leaves out. The list is {1}.',
              quoteText(name),
              quoteLine(meant),
            );
      report({ node: key, scope }, message);
    }
  },
  fixes: renameFixes,
});
