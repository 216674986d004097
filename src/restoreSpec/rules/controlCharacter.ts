import * as l10n from '@vscode/l10n';
import { controlCharacterFixes, hasControlCharacter } from '../fixes/controlCharacters.ts';
import { defineRule } from './rule.ts';

/** A path or a prefix contains a control character. In most cases a single backslash of a Windows path became an escape of JSON. */
export const controlCharacter = defineRule({
  code: 'controlCharacter',
  severity: 'error',
  yieldsToSchema: true,
  checkSpec(spec, report) {
    for (const { nodes, scope } of spec.pathLists) {
      for (const node of nodes) {
        if (node.type !== 'string' || !hasControlCharacter(String(node.value))) continue;
        const message = l10n.t(
          'This path contains a tab, a line break or another control character. JSON reads a backslash before b, f, n, r, t or u as an escape: write two backslashes for one.',
        );
        report({ node, scope }, message);
      }
    }
  },
  fixes: controlCharacterFixes,
});
