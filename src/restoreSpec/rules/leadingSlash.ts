import * as l10n from '@vscode/l10n';
import { replaceNode } from '../fixes/fix.ts';
import { defineRule } from './rule.ts';

const slashes = /^[\\/]+/;

/** A prefix of OSS begins with a slash. OSS has no root: the names of its objects begin without one. */
export const leadingSlash = defineRule({
  code: 'leadingSlash',
  severity: 'warning',
  checkParameter({ name, value }, { scope }, report) {
    if (name !== 'TargetPrefix' || value.type !== 'string' || !slashes.test(String(value.value))) return;
    const message = l10n.t(
      'The names of objects in OSS begin without a slash. With this prefix the objects would lie in a folder without a name.',
    );
    report({ node: value, scope }, message);
  },
  fixes({ node }) {
    const prefix = String(node.value).replace(slashes, '');
    // Without the slash nothing is left, so objects would be written to the whole bucket. A person has to choose that.
    if (prefix === '') return [];
    return [{ title: l10n.t('Remove the slash at the beginning'), edits: replaceNode(node, JSON.stringify(prefix)) }];
  },
});
