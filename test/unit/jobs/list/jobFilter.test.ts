import assert from 'node:assert/strict';
import {
  choicesOf,
  createFilter,
  filterText,
  isFiltering,
  noFilter,
  passes,
} from '../../../../src/jobs/list/jobFilter.ts';
import { rowOf } from '../../../../src/jobs/row.ts';
import { record, requestOf } from '../jobFixtures.ts';

const seen = (Status: string, more = {}) => ({ RestoreId: 'r-1', Status, other: {}, ...more });
const nas = rowOf(record('1', { seen: seen('FAILED', { ErrorMessage: 'The disk is full.' }) }));
const oss = rowOf(record('2', { request: requestOf('OSS'), seen: seen('RUNNING') }));

describe('the filter of the list', () => {
  const shown: [string, Partial<typeof noFilter>, boolean, boolean][] = [
    ['nothing', {}, true, true],
    ['a status', { statuses: ['FAILED'] }, true, false],
    ['statuses', { statuses: ['FAILED', 'RUNNING'] }, true, true],
    ['a RestoreType', { restoreTypes: ['OSS'] }, false, true],
    ['a status and a RestoreType', { statuses: ['FAILED'], restoreTypes: ['OSS'] }, false, false],
    ['a RestoreId', { text: 'r-2' }, false, true],
    ['a message in any case', { text: 'DISK IS' }, true, false],
    ['words in any order', { text: ' full   nas ' }, true, false],
    ['words of which one is missing', { text: 'full oss' }, false, false],
    ['the spec', { text: 'nas.restore.json' }, true, true],
    ['what looks like a pattern', { text: '.*' }, false, false],
    ['blanks', { text: '  ' }, true, true],
  ];
  for (const [what, filter, first, second] of shown) {
    it(`by ${what}`, () => {
      assert.deepEqual(
        [nas, oss].map((row) => passes(row, { ...noFilter, ...filter })),
        [first, second],
      );
    });
  }

  it('says in short what it is', () => {
    assert.equal(filterText(noFilter), '');
    assert.equal(
      filterText({ statuses: ['FAILED'], restoreTypes: ['NAS'], text: 'orders' }),
      'FAILED · NAS · \u201c\u2068orders\u2069\u201d',
    );
    assert.equal(isFiltering(noFilter), false);
    assert.equal(isFiltering({ ...noFilter, text: 'x' }), true);
  });

  it('offers what occurs, with counts, and what is chosen though it no longer occurs', () => {
    const filter = { ...noFilter, statuses: ['CANCELED', 'FAILED'] };
    assert.deepEqual(choicesOf([nas, nas, oss], filter), {
      statuses: [
        { value: 'CANCELED', count: 0, chosen: true },
        { value: 'FAILED', count: 2, chosen: true },
        { value: 'RUNNING', count: 1, chosen: false },
      ],
      restoreTypes: [
        { value: 'NAS', count: 2, chosen: false },
        { value: 'OSS', count: 1, chosen: false },
      ],
    });
  });

  it('tells of each change until nobody listens', () => {
    const filter = createFilter();
    let told = 0;
    const stop = filter.onDidChange(() => told++);
    filter.set({ ...noFilter, text: 'x' });
    stop();
    filter.set(noFilter);
    assert.equal(told, 1);
    assert.equal(filter.get(), noFilter);
  });
});
