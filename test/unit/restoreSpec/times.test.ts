import assert from 'node:assert/strict';
import { localAndUtcText, localText, utcText } from '../../../src/restoreSpec/dateFormat.ts';
import { readDate } from '../../../src/restoreSpec/times.ts';
import { inTimeZone } from '../timeZone.ts';

describe('dates', () => {
  it('are the same time in both spellings, wherever the machine stands', () => {
    for (const zone of ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Kiritimati']) {
      inTimeZone(zone, () => {
        for (const seconds of [0, 1_554_347_313, 1_709_461_230, 99_999_999_999]) {
          assert.equal(Date.parse(localText(seconds)) / 1000, seconds, `${zone} ${localText(seconds)}`);
          assert.equal(Date.parse(utcText(seconds)) / 1000, seconds);
        }
        const [local] = readDate('2024-03-03 10:20:30');
        assert.equal(localText(local?.seconds ?? 0).slice(0, 19), '2024-03-03 10:20:30', zone);
      });
    }
  });

  it('are shown in both, or in one where they are the same', () => {
    const text = (zone: string) => inTimeZone(zone, () => localAndUtcText(1_554_347_313));
    assert.equal(text('Europe/Berlin'), '2019-04-04 05:08:33 +02:00 = 2019-04-04 03:08:33 UTC');
    assert.equal(text('UTC'), '2019-04-04 03:08:33 UTC');
  });

  const utc = (text: string) => Date.parse(text) / 1000;

  it('are read with the zone that they name, with a T or a blank', () => {
    inTimeZone('Europe/Berlin', () => {
      for (const [text, same] of [
        ['2021-07-09T15:45:30CST', '2021-07-09T07:45:30Z'],
        ['2021-07-09 15:45:30 CST', '2021-07-09T07:45:30Z'],
        ['2021-07-09T15:45:30+08:00', '2021-07-09T07:45:30Z'],
        ['2021-07-09 15:45:30 +0800', '2021-07-09T07:45:30Z'],
        ['2021-07-09 15:45-03:30', '2021-07-09T19:15:00Z'],
        ['2021-07-09  15:45+08', '2021-07-09T07:45:00Z'],
        ['2021-07-09T15:45:30.123Z', '2021-07-09T15:45:30Z'],
        ['2021-07-09 15:45:30 GMT', '2021-07-09T15:45:30Z'],
      ] as const) {
        const found = readDate(text);
        assert.deepEqual(
          found.map(({ seconds }) => seconds),
          [utc(same)],
          text,
        );
      }
      assert.match(readDate('2021-07-09T15:45:30CST')[0]?.label ?? '', /China Standard Time \(UTC\+8\)$/);
      for (const text of ['2021-02-30 10:00', '2021-07-09T25:00', '2021-07-09 10:00 XYZ', '2021-07-09 10:00+99:00']) {
        assert.deepEqual(readDate(text), [], text);
      }
    });
  });

  it('are offered twice where the clocks were put back', () => {
    inTimeZone('Europe/Berlin', () => {
      assert.deepEqual(readDate('2024-10-27 02:30'), [
        {
          label: '2024-10-27 02:30:00 happens twice: 2024-10-27 02:30:00 +02:00',
          seconds: utc('2024-10-27T00:30:00Z'),
        },
        {
          label: '2024-10-27 02:30:00 happens twice: 2024-10-27 02:30:00 +01:00',
          seconds: utc('2024-10-27T01:30:00Z'),
        },
        { label: '2024-10-27 02:30:00 UTC', seconds: utc('2024-10-27T02:30:00Z') },
      ]);
      assert.equal(readDate('2024-10-27 01:30').length, 2);
      assert.equal(readDate('2024-10-27 03:30')[0]?.seconds, utc('2024-10-27T02:30:00Z'));
    });
  });

  it('say so where no clock has shown them, and offer both readings', () => {
    inTimeZone('America/New_York', () => {
      assert.deepEqual(readDate('2024-03-10T02:30:00'), [
        {
          label: "2024-03-10 02:30:00 doesn't exist here: 2024-03-10 01:30:00 -05:00",
          seconds: utc('2024-03-10T06:30:00Z'),
        },
        {
          label: "2024-03-10 02:30:00 doesn't exist here: 2024-03-10 03:30:00 -04:00",
          seconds: utc('2024-03-10T07:30:00Z'),
        },
        { label: '2024-03-10 02:30:00 UTC', seconds: utc('2024-03-10T02:30:00Z') },
      ]);
    });
  });
});
