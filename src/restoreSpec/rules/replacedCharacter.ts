import * as l10n from '@vscode/l10n';
import { defineRule } from './rule.ts';

/**
 * A path contains U+FFFD, which editors put in the place of bytes that are not of the encoding they read a file with. A file of a snapshot can
 * have it in its name, so it is no error.
 */
export const replacedCharacter = defineRule({
  code: 'replacedCharacter',
  severity: 'warning',
  isDestructive: true,
  checkSpec({ pathLists }, report) {
    for (const { nodes, scope } of pathLists) {
      for (const node of nodes) {
        if (node.type !== 'string' || !String(node.value).includes('\ufffd')) continue;
        report(
          { node, scope },
          l10n.t(
            'Holds \ufffd in the place of what could not be read, so this is another path. Reopen the file with its own encoding, and save it as UTF-8.',
          ),
        );
      }
    }
  },
});
