import assert from 'node:assert/strict';
import { basename, resolve } from 'node:path';
import { diagnosticFormats } from '../../../src/cli/diagnosticFormats.ts';
import type { PlacedDiagnostic } from '../../../src/cloud/placedDiagnostics.ts';

const diagnostic = (more: Partial<PlacedDiagnostic> = {}): PlacedDiagnostic => ({
  code: 'missing',
  severity: 'error',
  message: 'Missing property "VaultId".',
  start: { line: 2, column: 3 },
  end: { line: 2, column: 4 },
  ...more,
});

const none = { unreadable: [] };

describe('the formats of the command line', () => {
  it('as text have a line for each problem, and the counts', () => {
    const diagnostics = [diagnostic(), diagnostic({ code: 'newer', severity: 'information', message: 'New.' })];
    assert.equal(
      diagnosticFormats.text([{ file: 'a\u001b[2J.json', diagnostics }]),
      'a\\u001b[2J.json:2:3: error missing: Missing property "VaultId".\n' +
        'a\\u001b[2J.json:2:3: information newer: New.\n' +
        '1 file: 1 error, 0 warnings',
    );
  });

  it('as commands of GitHub let nothing of a file or a message end the command', () => {
    const file = 'a,line=9:\r\n::warning::x%.json';
    const message = '100 %\r\n::stop-commands::x';
    const text = diagnosticFormats.github([{ file, diagnostics: [diagnostic({ message })] }], none);
    assert.equal(
      text,
      '::error file=a%2Cline=9%3A%0D%0A%3A%3Awarning%3A%3Ax%25.json,line=2,col=3,endColumn=4,title=missing' +
        '::100 %25%0D%0A::stop-commands::x',
    );
  });

  it('as commands of GitHub name the last line where a problem has several', () => {
    const diagnostics = [diagnostic({ severity: 'information', end: { line: 4, column: 1 } })];
    assert.match(
      diagnosticFormats.github([{ file: 'a', diagnostics }], none),
      /^::notice file=a,line=2,col=3,endLine=4,title/,
    );
  });

  it('as SARIF name a rule for each code, and files relative to the folder', () => {
    const diagnostics = [diagnostic(), diagnostic({ severity: 'information', code: 'newer' })];
    const file = 'specs/a b#1.restore.json';
    const { version, runs } = JSON.parse(diagnosticFormats.sarif([{ file, diagnostics }], none)) as {
      version: string;
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        results: { ruleId: string; ruleIndex: number; level: string; locations: object[] }[];
      }[];
    };
    assert.equal(version, '2.1.0');
    const [run] = runs;
    assert.deepEqual(
      run?.results.map(({ ruleIndex, level }) => [run.tool.driver.rules[ruleIndex]?.id, level]),
      [
        ['missing', 'error'],
        ['newer', 'note'],
      ],
    );
    assert.deepEqual(run?.results[0]?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: 'specs/a%20b%231.restore.json' },
          region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 4 },
        },
      },
    ]);
  });

  it('as commands of GitHub and as SARIF name files by their path in the checkout, where they are in it', () => {
    const named = (file: string, checkout: string) => {
      const found = [{ file, diagnostics: [diagnostic()] }];
      const [, github] = /file=([^,]*)/.exec(diagnosticFormats.github(found, { ...none, checkout })) ?? [];
      const [, sarif] = /"uri": "([^"]*)"/.exec(diagnosticFormats.sarif(found, { ...none, checkout })) ?? [];
      return [github, sarif];
    };
    const folder = resolve('..');
    const here = basename(resolve(''));
    const inCheckout = [`${here}/specs/a.json`, `${here}/specs/a.json`];
    assert.deepEqual(named('specs/a.json', folder), inCheckout);
    assert.deepEqual(named(resolve('specs/a.json'), folder), inCheckout);
    assert.deepEqual(named('../a.json', folder), ['a.json', 'a.json']);
    for (const checkout of ['', resolve('specs/deeper')]) {
      assert.deepEqual(named('specs/a.json', checkout), ['specs/a.json', 'specs/a.json']);
    }
    assert.deepEqual(named('-', folder), ['-', '-']);
  });
});
