import * as l10n from '@vscode/l10n';
import type { Node } from '../jsonTree.ts';
import { parameters } from '../parameters.ts';
import { defineRule, type Member } from './rule.ts';

/** A part left out or masked, as in `v-****`, `f2fe...` and `158975xxxxx4625`; and a prefix with nothing after it. */
const masked = /\*{2,}|…|\.{3}|[xX]{5,}|^(?:v|s|i|cc|sg|vsw)-$/;
/** Names that the API's page gives as examples and nobody means. A masked ID is known by its form. */
const examples: Readonly<Record<string, string>> = {
  TargetInstanceName: 'instancename',
  TargetTableName: 'tablename',
  TargetContainerClusterId: 'cc-000amjsc7o1h9506oob7',
};

/** Whether a person may mean such characters there: in paths, in lists of paths, and in JSON that no page describes. */
function isFreeText(parameter: string): boolean {
  const { json, format } = parameters.get(parameter) ?? {};
  return json === 'array' || format === 'path' || format === 'anyJson';
}

function isPlaceholder(name: string, node: Node): boolean {
  if (node.type !== 'string' || name.startsWith('$')) return false;
  const value = String(node.value);
  return masked.test(value) || examples[name] === value;
}

/** A value is an example from the documentation, or an incomplete ID. */
export const placeholder = defineRule({
  code: 'placeholder',
  severity: 'warning',
  checkParameter(parameter, { scope }, report) {
    if (isFreeText(parameter.name)) return;
    const check = (each: Member) => {
      if (isPlaceholder(each.name, each.node)) report(each, l10n.t('This ID is incomplete: enter the full ID.'));
    };
    check({ name: parameter.name, node: parameter.value, scope });
    parameter.members().forEach(check);
  },
});
