import assert from 'node:assert/strict';
import { figuresOf, sparkline } from '../../../../src/jobs/format/sparkline.ts';

const even = (...speeds: number[]) =>
  speeds.map((speed, index) => ({ from: index * 1000, to: index * 1000 + 1000, speed }));

describe('a sparkline', () => {
  it('has a bar for each stretch, the highest for the fastest', () => {
    assert.equal(sparkline(even(0, 1, 2, 3, 4, 5, 6, 7)), '▁▂▃▄▅▆▇█');
    assert.equal(sparkline(even(5)), '█');
    assert.equal(sparkline(even(0, 0)), '▁▁');
  });

  it('is no wider than asked for, and averages what falls into one bar', () => {
    assert.equal(sparkline(even(...Array<number>(1000).fill(3))).length, 60);
    assert.equal(sparkline(even(0, 14, 7, 7, 0, 0), 3), '██▁');
  });

  it('gives each bar the same time, however long the stretches are', () => {
    const parts = [
      { from: 0, to: 9000, speed: 7 },
      { from: 9000, to: 9500, speed: 0 },
      { from: 9500, to: 10_000, speed: 0 },
      { from: 10_000, to: 12_000, speed: 7 },
    ];
    assert.equal(sparkline(parts), '███▆');
  });

  it('leaves a blank where nothing is known', () => {
    const [a, b, c] = even(1, 1, 1);
    assert.ok(a && b && c);
    assert.equal(sparkline([a, b, { ...c, from: 9000, to: 10_000 }], 10), '█ █');
  });

  it('leaves out what can not be', () => {
    const bad = [NaN, -1, Infinity].map((speed) => ({ from: 0, to: 1000, speed }));
    assert.equal(sparkline(bad), '');
    assert.equal(sparkline([{ from: 5, to: 5, speed: 1 }]), '');
    assert.equal(sparkline([...bad, ...even(1, 1)]), '██');
    assert.equal(figuresOf(bad), undefined);
  });

  it('has figures that weigh by time', () => {
    const parts = [
      { from: 0, to: 3000, speed: 4 },
      { from: 3000, to: 4000, speed: 8 },
    ];
    assert.deepEqual(figuresOf(parts), { average: 5, highest: 8, last: 8, seconds: 4 });
  });
});
