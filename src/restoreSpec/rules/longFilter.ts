import * as l10n from '@vscode/l10n';
import { compactJson, countCodePoints } from '../jsonTree.ts';
import { parameters } from '../parameters.ts';
import { defineRule } from './rule.ts';

/** All paths of Include or Exclude together are longer than the page of 2024 allows, which newer pages allow to one path. */
export const longFilter = defineRule({
  code: 'longFilter',
  severity: 'warning',
  yieldsToSchema: true,
  checkParameter({ name, value, embedded }, { scope }, report) {
    const { documentedLength = Infinity } = parameters.get(name) ?? {};
    const isList = value.type === 'array' || embedded?.isValid;
    if (!isList || value.length <= documentedLength) return;
    const length = countCodePoints(embedded?.text ?? compactJson(value, scope.text));
    if (length <= documentedLength) return;
    const message = l10n.t(
      '{0} is {1} characters long as the JSON string that the API takes. By the page of 2024 at most {2} are allowed, by newer ones each path may have so many: the service may refuse it.',
      name,
      length,
      documentedLength,
    );
    report({ node: value, scope }, message);
  },
});
