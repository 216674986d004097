import * as l10n from '@vscode/l10n';
import { insertMembers } from '../fixes/members.ts';
import { propertiesOf } from '../jsonTree.ts';
import { defineRule } from './rule.ts';

/** What Terraform's provider requires of a restore of a Tablestore table, and the page of the API doesn't. */
export const tablestoreUnstated = defineRule({
  code: 'tablestoreUnstated',
  severity: 'information',
  checkSpec({ value, scope, parameters }, report) {
    const type = value('RestoreType');
    if (type?.value !== 'OTS_TABLE') return;
    const time = value('TargetTime');
    const absent = [
      ...(value('Include') ? [] : [l10n.t("Include (the source table's name)")]),
      ...(time ? [] : [l10n.t("TargetTime (0 is the end of the snapshot's span)")]),
    ];
    if (absent.length > 0) {
      const message = l10n.t('Missing: {0}. Terraform requires it; the API reference does not.', absent.join(', '));
      report({ node: type, scope }, message);
    }
    if (time?.value !== 0) return;
    const options = parameters.findLast(({ name }) => name === 'Options');
    if (options?.members().some(({ name }) => name === 'UI_TargetTime')) return;
    const message = l10n.t(
      "0 is the end of the snapshot's span. Terraform sends Options with UI_TargetTime, that end in milliseconds, beside it.",
    );
    report({ node: time, scope }, message);
  },
  fixes({ scope, node }) {
    const last = propertiesOf(scope.root).at(-1)?.key.parent;
    if (node.value !== 'OTS_TABLE' || propertiesOf(scope.root).some(({ name }) => name === 'Include')) return [];
    // The name of the source table has to be written by a person: an empty path is refused.
    const member = { name: 'Include', value: '[""]', snippet: '["$1"]', after: last };
    return [
      {
        title: l10n.t('Add Include for the name of the source table'),
        edits: insertMembers(scope.text, scope.root, [member], true),
      },
    ];
  },
});
