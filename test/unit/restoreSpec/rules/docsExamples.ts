/** The examples in docs/diagnostics.md as whole specs, so that the page is held against what the rules say. */
import { readFileSync } from 'node:fs';
import type { DiagnosticCode } from '../../../../src/restoreSpec/diagnostic.ts';
import { maxDiagnostics } from '../../../../src/restoreSpec/diagnostic.ts';
import { propertiesOf } from '../../../../src/restoreSpec/jsonTree.ts';
import { maxSpecLength, readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../../src/restoreSpec/validation.ts';
import { newer, valid } from '../validSpecs.ts';

export interface Section {
  readonly code: string;
  readonly text: string;
  /** The code block of the section: a spec, or some parameters of one. */
  readonly example: string | undefined;
}

/** The sections of the page, by their headings. */
export function sectionsOf(page: string): Section[] {
  const [, ...sections] = page.split(/^### /m);
  return sections.map((text) => ({
    code: /^.*/.exec(text)?.[0] ?? '',
    text,
    example: /^```jsonc\n([^]*?)\n```$/m.exec(text)?.[1],
  }));
}

export const page = readFileSync(new URL('../../../../docs/diagnostics.md', import.meta.url), 'utf8');

/** For problems that a page can't show, since they are those of an empty or a very long text. */
const examples: Readonly<Partial<Record<DiagnosticCode, string>>> = {
  empty: '',
  tooLarge: 'x'.repeat(maxSpecLength + 1),
  tooMany: JSON.stringify(Object.fromEntries(Array.from({ length: maxDiagnostics + 1 }, (_, i) => [`k${i}`, 1]))),
};

/** The parameters of an example put into a spec that has all others which its RestoreType needs. */
function completed(example: string, base: Readonly<Record<string, unknown>>): string {
  const members = /^\s*\{([^]*)\}[^}]*$/.exec(example)?.[1] ?? example;
  const own = new Set(propertiesOf(readSpec(`{${members}\n}`).root).map(({ name }) => name));
  const others = Object.entries(base).filter(([name]) => !own.has(name));
  return `{${others.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)},\n`).join('')}${members}\n}`;
}

/** A spec for an example of the page that has the problem and no error besides; undefined where there is none. */
export function specWith(code: string, example: string | undefined): string | undefined {
  const candidates =
    example === undefined
      ? Object.entries(examples).flatMap(([name, text]) => (name === code ? text : []))
      : [example, ...Object.values({ ...valid, ...newer }).map((base) => completed(example, base))];
  return candidates.find((text) => {
    const problems = validateSpec(readSpec(text));
    const others = problems.filter((problem) => problem.severity === 'error' && problem.code !== code);
    return problems.some((problem) => problem.code === code) && (others.length === 0 || code === 'tooMany');
  });
}
