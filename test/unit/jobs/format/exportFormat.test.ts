import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { exportedText, type ExportFormat } from '../../../../src/jobs/format/exportFormat.ts';
import type { JobRecord } from '../../../../src/jobs/record.ts';
import { record } from '../jobFixtures.ts';

async function textOf(records: readonly JobRecord[], format: ExportFormat): Promise<string> {
  let text = '';
  for await (const piece of exportedText(Readable.from(records) as AsyncIterable<JobRecord>, format)) text += piece;
  return text;
}

/** The cells of a CSV text, by RFC 4180. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') rows.push([]);
    end = match.index + match[0].length;
  }
  assert.equal(end, text.length, `no CSV from ${end} on: ${text.slice(end, end + 50)}`);
  return rows.slice(0, -1);
}

const withPath = (id: string, TargetPath: string, more: Partial<JobRecord> = {}) =>
  record(id, { request: { query: { RestoreType: 'NAS' }, body: { TargetPath } }, ...more });

describe('jobs as CSV', () => {
  it('are a row each, with a column for each fact and each parameter that occurs', async () => {
    const rows = parse(
      await textOf(
        [
          withPath('a', '/x', { createdAt: Date.UTC(2026, 0, 2, 3, 4, 5) }),
          record('b', { request: { query: { VaultId: 'v' }, body: {} } }),
        ],
        'csv',
      ),
    );
    const [head = [], first = [], second = []] = rows;
    assert.equal(rows.length, 3);
    assert.deepEqual(head.slice(-3), ['RestoreType', 'TargetPath', 'VaultId']);
    assert.deepEqual(first.slice(-3), ['NAS', '/x', '']);
    assert.deepEqual(second.slice(-3), ['', '', 'v']);
    assert.equal(first[head.indexOf('createdAt')], '2026-01-02T03:04:05.000Z');
    assert.equal(first[head.indexOf('restoreId')], 'r-a');
    assert.equal(first[head.indexOf('status')], 'SUBMITTED');
  });

  it('give back every value that a spreadsheet runs nothing of', async () => {
    const values = ['a"b', 'a,b', 'a\nb', 'a\r\nb', ' a ', '"', 'x=1', "it's", '中文', '{"a":[1]}', '\u2028', '<b>'];
    const [, ...rows] = parse(
      await textOf(
        values.map((value, index) => withPath(`${index}`, value)),
        'csv',
      ),
    );
    assert.deepEqual(
      rows.map((row) => row.at(-1)),
      values,
    );
  });

  for (const sign of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
    it(`have an apostrophe before ${JSON.stringify(sign)}, wherever it stands`, async () => {
      const formula = `${sign}HYPERLINK("http://x")`;
      const job = record('a', {
        account: { signer: 'cliProfile', profile: formula, region: 'cn-hangzhou', endpoint: 'https://x' },
        request: { query: { [formula]: formula }, body: {} },
        seen: { RestoreId: 'r-a', Status: formula, ErrorMessage: formula, other: {} },
      });
      const cells = parse(await textOf([job], 'csv')).flat();
      assert.deepEqual(
        cells.filter((cell) => cell.includes('HYPERLINK')).map((cell) => cell.slice(0, 2)),
        Array<string>(5).fill(`'${sign}`),
      );
    });
  }

  const inside: readonly (readonly [string, string])[] = [
    ['/a;=1+1', "/a;'=1+1"],
    ['/a\t@x', "/a\t'@x"],
    ['/a\n=1', "/a\n'=1"],
    ['/a\r\n＋1', "/a\r\n'＋1"],
    ['\t=1', "'\t'=1"],
    ['/a;"=1"', '/a;"\'=1"'],
    ['"=1', '\'"=1'],
    [' =1', "' =1"],
    ['\u00a0\u3000 ＝1', "'\u00a0\u3000 ＝1"],
    ['\ufeff\u200b@x', "'\ufeff\u200b@x"],
    [' " -1', '\' " -1'],
    [' \t=1', "' \t'=1"],
    ['/a; =1', "/a; '=1"],
    ['/a\r\n \u3000+1', "/a\r\n \u3000'+1"],
    ['/a;b=1;c-d; e -f', '/a;b=1;c-d; e -f'],
    [' /a =1', ' /a =1'],
  ];
  for (const [value, wanted] of inside) {
    it(`have ${JSON.stringify(wanted)} for ${JSON.stringify(value)}: other separators begin a cell there`, async () => {
      const [, row] = parse(await textOf([withPath('a', value)], 'csv'));
      assert.equal(row?.at(-1), wanted);
    });
  }

  it('are made in one go of a text without end', async () => {
    for (const part of [' ', '"', '\t', ';', '=', ' =', ';"']) {
      const [, row] = parse(await textOf([withPath('a', part.repeat(200_000))], 'csv'));
      assert.equal(row?.at(-1)?.replaceAll("'", ''), part.repeat(200_000));
    }
  });

  it('are nothing where there are none', async () => assert.equal(await textOf([], 'csv'), ''));
});

describe('jobs as JSON', () => {
  it('are objects of the same keys, with times that a person reads', async () => {
    const full = record('a', {
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      sentAt: 0,
      attempts: [{ sentAt: 1, endedAt: 2, message: 'no' }],
      timeline: [{ status: 'RUNNING', at: 3 }],
      samples: [{ at: 4, progress: 5 }],
      seen: { RestoreId: 'r-a', Status: 'RUNNING', other: { New: '</script>\u2028' } },
    });
    const jobs = JSON.parse(await textOf([full, record('b')], 'json')) as Record<string, unknown>[];
    const [first = {}, second = {}] = jobs;
    assert.equal(jobs.length, 2);
    assert.deepEqual(Object.keys(first), Object.keys(second));
    assert.equal(first['createdAt'], '2026-01-02T03:04:05.000Z');
    assert.equal(first['sentAt'], '1970-01-01T00:00:00.000Z');
    assert.deepEqual(first['timeline'], [{ status: 'RUNNING', at: '1970-01-01T00:00:00.003Z' }]);
    assert.deepEqual(first['samples'], [{ at: '1970-01-01T00:00:00.004Z', progress: 5 }]);
    assert.deepEqual(first['seen'], full.seen);
    assert.deepEqual(first['request'], full.request);
    assert.equal(second['seen'], null);
    // The process and the window that sent it are nobody's business elsewhere.
    assert.ok(!('pid' in first) && !('window' in first) && !('host' in first));
  });

  it('survive times that no date can hold', async () => {
    for (const ms of [NaN, Infinity, -1e300, 9e15]) {
      const text = await textOf([record('a', { createdAt: ms, timeline: [{ status: 'X', at: ms }] })], 'json');
      assert.equal((JSON.parse(text) as { createdAt: unknown }[])[0]?.createdAt, null);
      assert.equal(parse(await textOf([record('a', { createdAt: ms })], 'csv')).length, 2);
    }
  });

  it('are an empty array where there are none', async () => {
    assert.deepEqual(JSON.parse(await textOf([], 'json')), []);
  });
});
