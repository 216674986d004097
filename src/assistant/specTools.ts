/** What the tools say of a restore spec: its problems, its request, and what its parameters mean. */
import { placedDiagnostics } from '../cloud/placedDiagnostics.ts';
import { apiVersion, operation } from '../restoreSpec/formats/format.ts';
import { parameterNames } from '../restoreSpec/parameters.ts';
import { maxSpecLength } from '../restoreSpec/specDocument.ts';
import { readSpec, requiredKeys, restoreTypes, schemaOf, stringAt, toRequest } from '../restoreSpec/index.ts';

/** @throws where it is no text, or too long to be a spec */
export function specText(value: unknown): string {
  if (typeof value !== 'string') throw new Error('"spec" must be the text of a restore spec.');
  if (value.length > maxSpecLength) throw new Error(`A spec of ${value.length} characters is not read.`);
  return value;
}

const problemsOf = (text: string) =>
  placedDiagnostics(text).map(({ severity, code, message, start }) => ({
    ...{ severity, code, line: start.line, column: start.column, message },
  }));

/** The problems of a spec, with lines and columns from 1. A spec without an error could be submitted by a person. */
export function validateSpecText(text: string): object {
  const problems = problemsOf(text);
  return { canBeSubmitted: problems.every(({ severity }) => severity !== 'error'), problems };
}

/** The parameters that would be sent, or the errors that keep them from being sent. */
export function previewSpecText(text: string): object {
  const errors = problemsOf(text).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { errors };
  const spec = readSpec(text);
  const { query, body } = toRequest(spec);
  const region = stringAt(spec, '$region');
  return { action: operation, version: apiVersion, ...(region !== undefined && { region }), query, body };
}

/**
 * What the schema says of a parameter, and which types of restore require it.
 *
 * @param restoreType where the meaning depends on it
 */
export function explainParameter(name: unknown, restoreType: unknown): object {
  const type = typeof restoreType === 'string' ? restoreType : undefined;
  const isParameter = typeof name === 'string' && parameterNames.includes(name);
  const part = isParameter ? schemaOf(name, type) : undefined;
  if (!isParameter || !part) {
    const where = type === undefined ? '' : ` where RestoreType is ${type}`;
    const why =
      typeof name === 'string'
        ? `CreateRestoreJob has no parameter ${name}${where}.`
        : '"parameter" must be the name of a parameter.';
    return { unknown: why, parameters: [...parameterNames] };
  }
  const { markdownDescription, enum: values, markdownEnumDescriptions: texts } = part;
  return {
    parameter: name,
    description: markdownDescription,
    ...(values && { values: values.map((value, index) => ({ value, description: texts?.[index] })) }),
    requiredFor: restoreTypes()
      .map(({ word }) => word)
      .filter((word) => requiredKeys(word).includes(name)),
  };
}
