import assert from 'node:assert/strict';
import { readCommandLine, UsageError } from '../../../src/cli/commandLine.ts';

describe('the arguments of the command line', () => {
  it('name a command and its files', () => {
    assert.deepEqual(readCommandLine(['validate', 'a', '--format=sarif', 'b']), {
      name: 'validate',
      files: ['a', 'b'],
      format: 'sarif',
    });
    assert.deepEqual(readCommandLine(['validate', 'a']), { name: 'validate', files: ['a'], format: 'text' });
    assert.deepEqual(readCommandLine(['preview', '-']), { name: 'preview', file: '-' });
    assert.deepEqual(readCommandLine(['import']), { name: 'import', file: '-' });
    assert.deepEqual(readCommandLine(['validate', '--', '--format']), {
      name: 'validate',
      files: ['--format'],
      format: 'text',
    });
  });

  for (const [args, message] of [
    [[], /A command is missing/],
    [['validate'], /needs the files/],
    [['validate', '--format', 'xml', 'a'], /text, json, github, sarif/],
    [['validate', '--format', 'toString', 'a'], /There is no format/],
    [['validate', '--fix', 'a'], /--fix/],
    [['validate', '-', 'a', '-'], /Standard input \(-\) can be read only once/],
    [['preview'], /one file/],
    [['preview', 'a', 'b'], /one file/],
    [['preview', '--format', 'json', 'a'], /belongs to "validate"/],
    [['import', 'a', 'b'], /one file at most/],
    [['submit', 'a'], /no command "submit"/],
    [['preflight', '--profile', '', 'a'], /--profile has no value/],
    [['preflight', '--region=', 'a'], /--region has no value/],
    [['preflight', '--endpoint', ' \t', 'a'], /--endpoint has no value/],
  ] as const) {
    it(`are refused where they are "${args.join(' ')}"`, () => {
      assert.throws(
        () => readCommandLine(args),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    });
  }
});
