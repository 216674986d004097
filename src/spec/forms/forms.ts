/** A spec in the other ways in which a request can be written. */
import { readSpec, stringAt } from '../document.ts';
import { judge } from '../judge.ts';
import { errorsOf } from '../problem.ts';
import { toRequest } from '../request.ts';
import { toCli, toCurl } from './cli.ts';
import type { Call, Form } from './form.ts';
import type { Wrong } from './preview.ts';
import { toTerraform } from './terraform.ts';
import { toTypeScript } from './typescript.ts';

export type { Call, Form } from './form.ts';
export { importText, type Imported } from './importText.ts';
export { toPreview, toWrongPreview, type Where, type Wrong } from './preview.ts';

const writers: Readonly<Record<Form, (call: Call) => string>> = {
  cli: toCli,
  curl: toCurl,
  terraform: toTerraform,
  typescript: toTypeScript,
};

/** The text of a request in a form. No secret is in it. */
export function writeForm(form: Form, call: Call): string {
  return writers[form](call);
}

/** Tells the line of an offset in a text, from 1. */
function lineFinder(text: string): (offset: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at);
  return (offset) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

/** What a spec's text would send, its region being the spec's own; or what keeps it from being sent. */
export function callOf(source: string): Call | { readonly wrong: readonly Wrong[] } {
  const spec = readSpec(source);
  const errors = errorsOf(judge(spec));
  if (errors.length === 0) return { request: toRequest(spec), region: stringAt(spec, '$region') };
  const lineAt = lineFinder(source);
  return { wrong: errors.slice(0, 100).map(({ offset, message }) => ({ line: lineAt(offset), message })) };
}
