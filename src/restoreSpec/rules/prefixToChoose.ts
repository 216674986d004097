import * as l10n from '@vscode/l10n';
import { replaceNode } from '../fixes/fix.ts';
import { prefixPlaceholder } from '../prefixPlaceholder.ts';
import { defineRule } from './rule.ts';
import { quoteLine } from '../messageQuotes.ts';

const examplePrefix = 'restored/';

/** `TargetPrefix` was left to be filled in later. An empty one would do, but it is the whole bucket, which a person has to choose. */
export const prefixToChoose = defineRule({
  code: 'prefixToChoose',
  severity: 'error',
  checkParameter({ name, value }, { scope }, report) {
    if (name !== 'TargetPrefix' || value.value !== prefixPlaceholder) return;
    const message = l10n.t(
      'TargetPrefix is still to be chosen: write the prefix that the objects get, or "" to restore to the whole bucket.',
    );
    report({ node: value, scope }, message);
  },
  fixes: ({ node }) => [
    {
      title: l10n.t('Restore under a prefix: {0}', quoteLine(examplePrefix)),
      edits: replaceNode(node, JSON.stringify(examplePrefix)).map((edit) => ({
        ...edit,
        snippet: `"\${1:${examplePrefix}}"`,
      })),
    },
    { title: l10n.t('Restore to the whole bucket: ""'), edits: replaceNode(node, '""') },
  ],
});
