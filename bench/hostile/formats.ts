/**
 * Whether the forms of a request carry hostile text as values and as nothing else: a shell runs the commands with stand-ins
 * for the programs, TypeScript's own parser reads the program, and of the Terraform block nothing but the strings may differ.
 */
import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { redactValue, redact } from '../../src/cloud/redaction/secrets.ts';
import { callFromSpec, writeFormat, type Call, type Format } from '../../src/restoreSpec/formats/index.ts';
import { parametersOf } from '../../src/restoreSpec/parameters.ts';
import { validSpec } from './jobs.ts';
import type { Shown, Finding } from './outputChecks.ts';

/** The request of an input, where it may be sent, as it is copied by somebody whose profile has a hostile name too. */
export function callFor(text: string): Call | undefined {
  const call = callFromSpec(JSON.stringify(validSpec(text)));
  // Whoever made the profile named it; where the sandbox is on, a comment comes first.
  return 'errors' in call ? undefined : redactValue({ ...call, profile: text, isSandbox: text.length % 2 === 1 });
}

const copied = (form: Format, call: Call) => redact(writeFormat(form, call));

/** Whether a secret that is too short for a request to be without it was taken out of the copy: its values are others then. */
const isShortened = (form: Format, call: Call) => copied(form, call) !== writeFormat(form, call);

export const copiedTexts = (call: Call): Shown[] =>
  (['cli', 'curl', 'terraform', 'typescript'] satisfies Format[]).map((form) => ({
    surface: `the copy as ${form}`,
    kind: 'other',
    text: copied(form, call),
  }));

const escape = (surface: string, why: string, text: string): Finding => ({ surface, fault: 'escape', why, text });

/** The tree of a program by its kinds alone, and the strings in it. */
function treeOf(program: string): { shape: string; strings: string[]; errors: number } {
  const file = ts.createSourceFile('form.mts', program, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TS);
  const kinds: number[] = [];
  const strings: string[] = [];
  const visit = (node: ts.Node) => {
    kinds.push(node.kind);
    if (ts.isStringLiteral(node)) strings.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly unknown[] };
  return { shape: kinds.join(' '), strings, errors: parseDiagnostics.length };
}

/** The block without its comments and what stands in its strings; `undefined` where a string of it is a template. */
function bareBlock(block: string): string | undefined {
  const code = block.replace(/^\s*#.*\n/gm, '');
  const string = /"(?:[^"\\\n]|\\.)*"/g;
  // A doubled sign is that sign.
  const isTemplate = (text: string) => /[$%]\{/.test(text.replaceAll('$${', '').replaceAll('%%{', ''));
  return (code.match(string) ?? []).some(isTemplate) ? undefined : code.replace(string, '""');
}

const plain = callFor('plain');
/** What can't be carried stands in comments instead. */
const plainLines = new Set((plain && bareBlock(copied('terraform', plain)))?.split('\n'));

/** Faults of the program and of the block. */
export function parserFindings(call: Call): Finding[] {
  if (!plain) throw new Error('The plain spec makes no request.');
  const faults: Finding[] = [];
  const program = copied('typescript', call);
  const tree = treeOf(program);
  if (tree.errors > 0) faults.push(escape('the copy as typescript', 'it is no program', program));
  if (tree.shape !== treeOf(copied('typescript', plain)).shape) {
    faults.push(escape('the copy as typescript', 'it does something else', program));
  }
  const values = Object.values(parametersOf(call.request));
  if (!isShortened('typescript', call) && !values.every((value) => tree.strings.includes(value))) {
    faults.push(escape('the copy as typescript', 'a value is another one', program));
  }
  const block = copied('terraform', call);
  const bare = bareBlock(block);
  if (bare === undefined) faults.push(escape('the copy as terraform', 'a template', block));
  else if (bare.split('\n').some((line) => !plainLines.has(line))) {
    faults.push(escape('the copy as terraform', `it says something else: ${bare}`, block));
  }
  return faults;
}

/** Stand-ins that print their words, each ended by a NUL; `curl` and `awk` take what comes down the pipe first. */
const stubbedPrograms = `
aliyun() { for word in "$@"; do printf 'aliyun:%s\\0' "$word"; done; }
awk() { while read -r line; do :; done; printf 'awk\\0'; }
curl() { while read -r line; do :; done; for word in "$@"; do printf 'curl:%s\\0' "$word"; done; }
`;

/** Runs the commands of many requests in a real shell, in a folder in which nothing but a file of theirs may appear. */
export async function shellFindings(calls: readonly Call[], folder: string): Promise<Finding[]> {
  const faults: Finding[] = [];
  const work = join(folder, 'shell');
  await mkdir(work, { recursive: true });
  const ran = async (form: 'cli' | 'curl', some: readonly Call[]): Promise<string[] | undefined> => {
    const script = join(folder, `${form}.sh`);
    const commands = some.map((call) => `${copied(form, call)}\nprintf 'end\\0'\n`);
    // A half of a character has no bytes of its own, in a file as in a clipboard.
    await writeFile(script, [stubbedPrograms, ...commands].join('\n'));
    const options = { cwd: work, env: { PATH: '/nonexistent' }, encoding: 'buffer' as const, maxBuffer: 1e9 };
    try {
      const { stdout, stderr } = await promisify(execFile)('/bin/bash', [script], options);
      return stderr.length > 0 ? undefined : stdout.toString().split('end\0').slice(0, -1);
    } catch {
      return undefined;
    }
  };
  for (const form of ['cli', 'curl'] as const) {
    for (let at = 0; at < calls.length; at += 100) {
      const some = calls.slice(at, at + 100);
      const all = await ran(form, some);
      // Where one breaks the shell, each is run by itself.
      const outputs =
        all?.length === some.length ? all : await Promise.all(some.map(async (call) => (await ran(form, [call]))?.[0]));
      outputs.forEach((output, index) => {
        const call = some[index];
        if (!call) return;
        const words = output?.split('\0') ?? [];
        const wanted = Object.entries(parametersOf(call.request)).every(([name, value]) => {
          const bytes = Buffer.from(value).toString();
          const said = words.indexOf(`aliyun:--${name}`);
          const apart = said >= 0 && words[said + 1] === `aliyun:${bytes}`;
          // A pipe hands on what the stand-in for the CLI prints to the one for awk, which drops it.
          return form === 'curl' || apart || words.includes(`aliyun:--${name}=${bytes}`);
        });
        const body = Object.entries(call.request.body).every(
          ([name, value]) => form === 'cli' || words.includes(`curl:${name}=${Buffer.from(value).toString()}`),
        );
        const others = words.some((word) => !/^(aliyun:|curl:|$)/.test(word));
        const isSame = isShortened(form, call) || (wanted && body);
        if (output === undefined || !isSame || others) {
          faults.push(escape(`the copy as ${form}`, 'a shell reads it otherwise', copied(form, call)));
        }
      });
    }
  }
  const made = await readdir(work);
  if (made.length > 0) faults.push(escape('a copy in a shell', `it wrote files: ${made.join(', ')}`, ''));
  return faults;
}
