// Goal: instants are read and written as ISO 8601 without loss, and fall on the right date of a
// zone. Method: seeded round trips against the runtime's calendar, tables around clock changes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bug } from '../../main/domain/assert.ts';
import {
  dateOfInstant,
  formatInstant,
  isTimeZone,
  parseInstant,
} from '../../main/domain/instants.ts';
import { seeded } from './seeded.ts';

test('an instant is written in UTC with milliseconds and read back', () => {
  assert.equal(formatInstant(0), '1970-01-01T00:00:00.000Z');
  assert.equal(formatInstant(-1), '1969-12-31T23:59:59.999Z');
  const random = seeded(1);
  for (let round = 0; round < 2000; round += 1) {
    const instant = (random.below(4_000_000_000) - 2_000_000_000) * 1000 + random.below(1000);
    const text = formatInstant(instant);
    assert.equal(text, new Date(instant).toISOString());
    assert.equal(parseInstant(text), instant);
  }
  assert.throws(() => formatInstant(0.5), Bug);
  assert.throws(() => formatInstant(Number.NaN), Bug);
  assert.throws(() => formatInstant(8.64e15), Bug);
});

test('offsets and fractions are read; what names no instant is not', () => {
  const cases: readonly (readonly [text: string, written: string])[] = [
    ['2026-11-26T10:42:00Z', '2026-11-26T10:42:00.000Z'],
    ['2026-11-26T10:42:00+01:00', '2026-11-26T09:42:00.000Z'],
    ['2026-01-01T00:30:00+05:45', '2025-12-31T18:45:00.000Z'],
    ['2026-11-26T10:42:00-03:30', '2026-11-26T14:12:00.000Z'],
    ['2026-11-26T10:42:00+14:00', '2026-11-25T20:42:00.000Z'],
    ['2026-11-26T10:42:00.5Z', '2026-11-26T10:42:00.500Z'],
    ['2026-11-26T10:42:00.123456789Z', '2026-11-26T10:42:00.123Z'],
  ];
  for (const [text, written] of cases) {
    const instant = parseInstant(text);
    assert.equal(instant === null ? 'none' : formatInstant(instant), written, text);
  }
  const none = `2026-11-26 2026-11-26T10:42:00 2026-11-26T10:42Z 2026-11-26T24:00:00Z
    2026-11-26T10:60:00Z 2026-11-26T10:42:60Z 2026-02-29T10:42:00Z 2026-11-26T10:42:00+14:01
    2026-11-26T10:42:00+01:60 2026-11-26T10:42:00+0100 2026-11-26t10:42:00z 2026-11-26T10:42:00.Z
    2026-11-26T10:42:00,5Z 2026-11-26T10:42:00.1234567890Z`.split(/\s+/);
  for (const text of [...none, '', '2026-11-26T10:42:00Z\n', ' 2026-11-26T10:42:00Z']) {
    assert.equal(parseInstant(text), null, JSON.stringify(text));
  }
});

test('the local date follows the zone and its clock changes', () => {
  const cases: readonly (readonly [instant: string, zone: string, date: string])[] = [
    ['2026-11-26T23:59:59.999Z', 'UTC', '2026-11-26'],
    ['2026-11-26T22:59:59.999Z', 'Europe/Berlin', '2026-11-26'],
    ['2026-11-26T23:00:00.000Z', 'Europe/Berlin', '2026-11-27'],
    ['2026-07-01T21:59:59.999Z', 'Europe/Berlin', '2026-07-01'],
    ['2026-07-01T22:00:00.000Z', 'Europe/Berlin', '2026-07-02'],
    ['2026-11-26T16:00:00.000Z', 'Asia/Shanghai', '2026-11-27'],
    ['2026-11-26T04:59:59.000Z', 'America/New_York', '2026-11-25'],
    ['2026-11-26T05:00:00.000Z', 'America/New_York', '2026-11-26'],
    ['2026-11-26T10:00:00.000Z', 'Pacific/Kiritimati', '2026-11-27'],
    ['1969-12-31T23:30:00.000Z', 'UTC', '1969-12-31'],
  ];
  for (const [text, zone, date] of cases) {
    const instant = parseInstant(text) ?? Number.NaN;
    assert.equal(dateOfInstant(instant, zone), date, `${text} ${zone}`);
  }
});

test('many zones are answered right, in any order, with few formatters kept', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  assert.ok(zones.length > 100, 'the runtime has its time zone data');
  for (const zone of [...zones, ...zones.toReversed()]) {
    const date = dateOfInstant(Date.UTC(2026, 10, 26, 12), zone);
    assert.match(date, /^2026-11-2[67]$/, zone);
  }
});

test('zones are known or not', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'Asia/Shanghai']) {
    assert.equal(isTimeZone(zone), true, zone);
  }
  for (const zone of ['', 'Mars/Olympus', 'Europe', '../etc']) {
    assert.equal(isTimeZone(zone), false, zone);
  }
});
