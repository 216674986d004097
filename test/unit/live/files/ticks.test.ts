import assert from 'node:assert/strict';
import {
  tick,
  tickReader,
  ticksOf,
  untick,
  type TickContext,
  type TickEntry,
  type Ticks,
} from '../../../../src/live/files/ticks.ts';
import { namesOf, pathOf, type Names } from '../../../../src/live/files/treePath.ts';

/** Folders end in a slash. What isn't here is not known. */
const folders: Readonly<Record<string, string>> = {
  '/': 'data/ etc/ home/',
  '/data': 'bulk/ db/ reports/',
  '/data/db': 'customers.db orders.db',
  '/etc': 'hosts nginx/',
  '/etc/nginx': 'nginx.conf',
  '/home': 'alice/ odd*',
  '/home/alice': 'notes.txt plan.pdf',
};
const entriesOf = (names: Names): TickEntry[] | undefined =>
  folders[pathOf(names)]
    ?.split(' ')
    .map((name) => ({ name: name.replace('/', ''), isFolder: name.endsWith('/'), isNameable: !name.includes('*') }));
const context: TickContext = { sourceType: 'ECS_FILE', entriesOf };

const isFolder = (path: string) => !/\.\w+$|hosts$/.test(path);
const lists = (include: string[] = [], exclude: string[] = []) => ticksOf({ include, exclude });
function on(ticks: Ticks, path: string, of = context): Ticks {
  const result = tick(ticks, namesOf(path), isFolder(path), of);
  return 'ticks' in result ? result.ticks : assert.fail(`left out by ${result.leftOutBy}`);
}
const off = (ticks: Ticks, path: string, of = context) => untick(ticks, namesOf(path), isFolder(path), of);
const state = (ticks: Ticks, path: string, type = 'ECS_FILE') => tickReader(ticks, type)(namesOf(path));
const nothing: Ticks = { include: [], exclude: [], isNothing: true };

describe('ticks', () => {
  it('are on everything where a spec has no paths', () => {
    assert.deepEqual(state(lists(), '/'), { isTicked: true, othersWithin: 0 });
    assert.deepEqual(state(lists(), '/data/db'), { isTicked: true, othersWithin: 0 });
  });

  it('tell of a folder how many paths in it differ', () => {
    const ticks = lists(['/data', '/home/alice/notes.txt'], ['/data/db', '/data/bulk/1.dat']);
    assert.deepEqual(state(ticks, '/data'), { isTicked: true, othersWithin: 2 });
    assert.deepEqual(state(ticks, '/home'), { isTicked: false, othersWithin: 1 });
    assert.deepEqual(state(ticks, '/data/db/orders.db'), { isTicked: false, othersWithin: 0 });
    assert.deepEqual(state(ticks, '/'), { isTicked: false, othersWithin: 2 });
  });

  it('leave out what is unticked while everything is ticked', () => {
    assert.deepEqual(off(lists(), '/data/bulk'), lists([], ['/data/bulk']));
  });

  it('are nothing once the root is unticked, and one path once that is ticked', () => {
    assert.deepEqual(off(lists(['/etc'], ['/etc/hosts']), '/'), nothing);
    assert.equal(state(nothing, '/etc').isTicked, false);
    assert.deepEqual(on(nothing, '/data/bulk'), lists(['/data/bulk']));
    assert.deepEqual(off(lists(['/etc']), '/etc'), nothing);
  });

  it('are on everything once the root is ticked', () => {
    assert.deepEqual(on(lists(['/etc'], ['/etc/hosts']), '/'), lists());
  });

  it('become a path of a folder in the place of those in it', () => {
    assert.deepEqual(on(lists(['/data/db', '/home'], ['/data/db/orders.db']), '/data'), lists(['/home', '/data']));
  });

  it('leave out what is unticked in a ticked folder, and nothing else of it', () => {
    const without = off(lists(['/data']), '/data/db/orders.db');
    assert.deepEqual(without, lists(['/data'], ['/data/db/orders.db']));
    assert.deepEqual(on(without, '/data/db/orders.db'), lists(['/data']));
    assert.deepEqual(off(without, '/data'), nothing);
  });

  it('become the folder once each of its entries is ticked, and so do the folders above', () => {
    assert.deepEqual(on(lists(['/data/db/orders.db']), '/data/db/customers.db'), lists(['/data/db']));
    const most = lists(['/data/bulk', '/data/reports', '/data/db/orders.db']);
    assert.deepEqual(on(most, '/data/db/customers.db'), lists(['/data']));
    assert.deepEqual(on(lists(['/home']), '/etc/nginx/nginx.conf'), lists(['/home', '/etc/nginx/nginx.conf']));
  });

  it('leave a folder out once each of its entries is unticked', () => {
    assert.deepEqual(off(lists([], ['/data/db/orders.db']), '/data/db/customers.db'), lists([], ['/data/db']));
    assert.deepEqual(off(lists(['/data', '/etc'], ['/data/bulk', '/data/reports']), '/data/db'), lists(['/etc']));
    assert.deepEqual(off(lists([], ['/data', '/etc']), '/home'), nothing);
  });

  it('take a folder that is left out apart where all of it is known', () => {
    assert.deepEqual(
      on(lists([], ['/data']), '/data/db/orders.db'),
      lists([], ['/data/bulk', '/data/reports', '/data/db/customers.db']),
    );
    assert.deepEqual(on(lists(['/etc'], ['/data']), '/data/db'), lists(['/etc', '/data/db']));
  });

  it('say which folder keeps an entry out where it can not be taken apart', () => {
    const leftOut = (ticks: Ticks, path: string) => tick(ticks, namesOf(path), isFolder(path), context);
    assert.deepEqual(leftOut(lists([], ['/data/bulk']), '/data/bulk/1.dat'), { leftOutBy: '/data/bulk' });
    assert.deepEqual(leftOut(lists([], ['/home']), '/home/alice'), { leftOutBy: '/home' });
    assert.deepEqual(leftOut(lists([], ['/home/al*']), '/home/alice/plan.pdf'), { leftOutBy: '/home/al*' });
  });

  it('heed wildcards, and keep what has no place', () => {
    const ticks = lists(['/home/alice/*.pdf', '/*/x']);
    assert.equal(state(ticks, '/home/alice/plan.pdf').isTicked, true);
    assert.equal(state(ticks, '/home/alice/notes.txt').isTicked, false);
    const unknown = lists(['/home/bob/*.pdf', '/*/x']);
    assert.deepEqual(off(unknown, '/home/bob/a.pdf'), lists(['/home/bob/*.pdf', '/*/x'], ['/home/bob/a.pdf']));
    // All that the wildcard means in a folder that is known.
    assert.deepEqual(off(ticks, '/home/alice/plan.pdf'), lists(['/*/x']));
    assert.deepEqual(on(ticks, '/home/alice'), lists(['/*/x', '/home/alice']));
  });

  it('are written as each kind of source has its paths', () => {
    const of = (sourceType: string): TickContext => ({ sourceType, entriesOf: () => undefined });
    assert.deepEqual(on(nothing, '/C:/data', of('ECS_FILE')).include, ['C:\\data']);
    assert.deepEqual(on(nothing, '/C:', of('ECS_FILE')).include, ['C:\\']);
    assert.deepEqual(on(nothing, '/data/bulk', of('OSS')).include, ['data/bulk/']);
    assert.deepEqual(on(nothing, '/data/a.txt', of('OSS')).include, ['data/a.txt']);
    assert.deepEqual(on(nothing, '/data/bulk', of('NAS')).include, ['/data/bulk']);
    assert.equal(state(lists(['c:\\DATA']), '/C:/data/x').isTicked, true);
    assert.equal(state(lists(['data/b']), '/data/bulk/x', 'OSS').isTicked, true);
    assert.deepEqual(off(lists(['data/a.txt']), '/data/a.txt', of('OSS')), nothing);
  });

  it('never widen to a folder of a bucket by objects whose names a path begins', () => {
    const bucket: TickContext = {
      sourceType: 'OSS',
      entriesOf: (names) =>
        (pathOf(names) === '/photos' ? ['a', 'ab'] : pathOf(names) === '/' ? ['photos', 'other'] : undefined)?.map(
          (name) => ({ name, isFolder: /photos|other/.test(name), isNameable: true }),
        ),
    };
    const off = (ticks: Ticks, path: string) => untick(ticks, namesOf(path), false, bucket);
    assert.deepEqual(off(lists(), '/photos/a'), lists([], ['photos/a']));
    assert.deepEqual(off(lists(), '/photos/ab'), lists([], ['photos/ab']));
    assert.deepEqual(off(lists(['photos/']), '/photos/a'), lists(['photos/'], ['photos/a']));
    const ticked = tick(nothing, ['photos', 'a'], false, bucket);
    assert.deepEqual(ticked, { ticks: lists(['photos/a']) });
    // Each of them by a path of its own is all of the folder.
    assert.deepEqual(off(lists([], ['photos/ab']), '/photos/a'), lists([], ['photos/']));
  });

  it('come back as they were when a tick is given and taken, wherever that is', () => {
    for (const before of [
      lists(),
      lists(['/data']),
      lists(['/etc/hosts'], ['/etc/nginx']),
      lists([], ['/data/bulk']),
    ]) {
      for (const path of ['/data/db', '/home/alice/plan.pdf', '/etc', '/data/reports']) {
        const { isTicked, othersWithin } = state(before, path);
        if (othersWithin > 0) continue;
        const there = isTicked ? off(before, path) : on(before, path);
        const back = isTicked ? on(there, path) : off(there, path);
        for (const other of ['/data', '/data/db', '/data/bulk', '/etc', '/etc/nginx', '/home/alice', '/']) {
          assert.deepEqual(
            state(back, other),
            state(before, other),
            `${path} of ${JSON.stringify(before)} at ${other}`,
          );
        }
      }
    }
  });
});
