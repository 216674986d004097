/** What the tests of the formats share. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  callFromSpec,
  importText,
  writeFormat,
  type Call,
  type Format,
} from '../../../../src/restoreSpec/formats/index.ts';
import { errorsOf } from '../../../../src/restoreSpec/diagnostic.ts';
import { toRequest } from '../../../../src/restoreSpec/restoreRequest.ts';
import { readSpec, stringAt } from '../../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../../src/restoreSpec/validation.ts';
import { seed } from '../../seed.ts';
import { valid } from '../validSpecs.ts';
import { importSamples } from './importSamples.ts';

export const formats = ['cli', 'curl', 'terraform', 'typescript'] as const satisfies readonly Format[];

export function callFrom(spec: Record<string, unknown> | string): Call {
  const call = callFromSpec(typeof spec === 'string' ? spec : JSON.stringify(spec));
  assert.ok(!('errors' in call), JSON.stringify(call).slice(0, 1000));
  return call;
}

/**
 * The call of a spec that has no error, save control characters in paths. A spec with these is not sent, and yet a writer has to
 * write them so that they stay what they are.
 */
export function callWithAnyPath(text: string): Call {
  const spec = readSpec(text);
  const errors = errorsOf(validateSpec(spec)).filter(({ code }) => code !== 'controlCharacter');
  assert.ok(errors.length === 0, JSON.stringify(errors).slice(0, 1000));
  return { request: toRequest(spec), region: stringAt(spec, '$region') };
}

export const write = (format: Format, spec: Record<string, unknown>) => writeFormat(format, callFrom(spec));
export const lines = (...all: string[]) => `${all.join('\n')}\n`;

/** A spec of ECS files with values of all forms. */
export const ecs = { ...valid['ECS_FILE'], Include: ['/a b', "it's"], TargetContainer: { host: 'n' } };

/** The beginning of a command, a block and a program that are right so far. */
export const head = 'aliyun hbr CreateRestoreJob';
export const block = 'resource "alicloud_hbr_restore_job" "x" {\n vault_id = "v"\n';
export const program = 'CreateRestoreJob callApi query = {VaultId: "v", a: x + ';

/** Of many more characters than any request: what takes time by the square of its length takes minutes for it. */
export const many = 1_000_000;
export const fill = (part: string, length = many) => part.repeat(Math.ceil(length / part.length));

/** What a text gives: the spec without its comments, and the names of what was skipped. @param found how it was read */
export function imported(text: string, found = importText(text)): { spec: unknown; skipped: string[] } {
  assert.ok(found && 'text' in found, JSON.stringify(found));
  const json = found.text.replace(/^\/\/.*\n/gm, '');
  return { spec: JSON.parse(json), skipped: found.skipped.map((line) => line.split(':')[0] ?? '') };
}

/** Tests of the samples that a reader takes. */
export function testSamples(reader: keyof typeof importSamples): void {
  for (const [what, text, spec, skipped = []] of importSamples[reader]) {
    it(`takes ${what}`, () => {
      const found = imported(text);
      assert.deepEqual(found.spec, spec);
      assert.deepEqual([...found.skipped].sort(), [...skipped].sort());
    });
  }
}

/** Text parameters that every format has, in the order of a spec. */
const counted = ['VaultId', 'SnapshotId', 'TargetBucket', 'TargetPrefix', 'SnapshotHash', 'TargetPath'] as const;

/** A way to write one parameter: the text, and the value that it stands for; no value where it is to be listed as left. */
export type Spelling = (name: string, value: string) => { readonly text: string; readonly value?: string };

/**
 * Tests that each parameter of a text is in the spec or among what was left, by generating texts of all spellings that a format has.
 *
 * @param join makes a text of some parameters
 * @param leftName the name under which one that is left is listed
 */
export function testCounts(
  spellings: Readonly<Record<string, Spelling>>,
  join: (parameters: readonly string[], extra: number) => string,
  leftName: (name: string) => string,
): void {
  const value = fc.string({ unit: fc.constantFrom(...`aZ0 ;&=@<+%$'"\\\\{[/-é#\``), minLength: 1, maxLength: 8 });
  const parameter = fc.record({ spelling: fc.constantFrom(...Object.keys(spellings)), value });
  it('has each parameter in the spec or in the list of what was left, whatever its spelling', () => {
    fc.assert(
      fc.property(
        fc.array(parameter, { minLength: 1, maxLength: counted.length }),
        fc.nat(1000),
        (parameters, extra) => {
          const written = parameters.map(({ spelling, value }, index) => ({
            name: counted[index] ?? '',
            ...(spellings[spelling]?.(counted[index] ?? '', value) ?? { text: '' }),
          }));
          const kept = written.filter((each) => each.value !== undefined);
          const text = join(
            written.map((each) => each.text),
            extra,
          );
          const found = importText(text);
          if (kept.length === 0) return void assert.ok(found === undefined || 'refused' in found, text);
          const { spec, skipped } = imported(text, found);
          assert.deepEqual(spec, Object.fromEntries(kept.map(({ name, value }) => [name, value])), text);
          const left = written.filter((each) => each.value === undefined).map(({ name }) => leftName(name));
          for (const name of left) assert.ok(skipped.includes(name), `${name} of\n${text}\n${skipped.join()}`);
        },
      ),
      { seed, numRuns: 400 },
    );
  });
}

/** Tests that texts are read to their end, whatever comes of it. */
export function testLongTexts(texts: readonly (readonly [what: string, text: string])[]): void {
  for (const [what, text] of texts) {
    it(`reads ${what} in one pass`, () => {
      assert.ok(text.length >= many);
      importText(text);
    });
  }
}

/** A call as a text in a format, and what that text makes again. */
export function assertComesBack(format: Format, call: Call): void {
  const back = importText(writeFormat(format, call));
  assert.ok(back && 'text' in back, `${format}: ${JSON.stringify(back)?.slice(0, 200)}`);
  assert.deepEqual(back.skipped, [], format);
  const again = callWithAnyPath(back.text);
  // Compared as texts: to show the difference in a million characters takes long.
  assert.ok(JSON.stringify(again) === JSON.stringify(call), format);
}
