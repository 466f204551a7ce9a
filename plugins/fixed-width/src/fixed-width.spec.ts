import type { OpenedUsageFile, ParsedLine } from '@farthing/plugin-sdk'
import { fixedWidth } from './fixed-width.ts'

type Opened = Extract<OpenedUsageFile, { ok: true }>

function open(): Opened {
  const opened = fixedWidth.open({ header: null, zone: 'Australia/Melbourne' })
  if (!opened.ok) throw new Error(opened.problem)
  return opened
}

const fields: Record<string, [text: string, width: number]> = {
  id: ['e-1', 32],
  service: ['voice', 16],
  subscriber: ['61291234567', 32],
  to: ['0292223333', 24],
  from: ['', 24],
  started_at: ['20260302100000', 14],
  quantity: ['000000000000061', 15],
  unit: ['s', 6]
}

const usage = (changes: Record<string, string> = {}): string =>
  `CDR${Object.entries(fields)
    .map(([name, [text, width]]) => (changes[name] ?? text).padEnd(width))
    .join('')}`
const trailer = (records: number, total: number): string =>
  `TRL${String(records).padStart(10, '0')}${String(total).padStart(20)}`
const parse = (line: string): ParsedLine => open().parse(line)

/** What is wrong with a file of these lines. */
function problemOf(...lines: string[]): string | null {
  const opened = open()
  for (const line of lines) opened.parse(line)
  return opened.end?.() ?? null
}

describe('fixed-width records', () => {
  it('are read from their places', () => {
    const record = {
      id: 'e-1',
      service: 'voice',
      subscriber: '61291234567',
      to: '0292223333',
      from: '',
      startedAt: Temporal.Instant.from('2026-03-01T23:00:00Z').epochMilliseconds,
      quantity: 61_000,
      unit: 'second',
      value: null,
      currency: ''
    }
    expect(parse(usage())).toEqual({ kind: 'record', record })
    expect(parse(`${usage().trimEnd()}\r`)).toEqual({ kind: 'record', record })
  })

  it.each([
    ['HDR carrier 1', 'header'],
    [trailer(1, 61), 'trailer'],
    ['  ', 'empty line']
  ])('filters %j: %s', (line, reason) => {
    expect(parse(line)).toEqual({ kind: 'filtered', reason })
  })

  it.each([
    [usage().slice(0, 140), 'started_at', 'not-a-time'],
    [`${usage()} `, 'line', 'too-long'],
    [usage({ id: '' }), 'id', 'empty'],
    [usage({ service: '' }), 'service', 'empty'],
    [usage({ subscriber: '' }), 'subscriber', 'empty'],
    [usage({ started_at: '20260231100000' }), 'started_at', 'not-a-time'],
    [usage({ started_at: '31/02/2026' }), 'started_at', 'not-a-time'],
    [usage({ quantity: '1.5' }), 'quantity', 'not-a-number'],
    [usage({ quantity: '-5' }), 'quantity', 'not-a-number'],
    [usage({ unit: 'ells' }), 'unit', 'unknown-unit'],
    ['XYZ', 'line', 'unknown-record'],
    ['TRLmany', 'records', 'not-a-number'],
    ['TRL0000000001many', 'total', 'not-a-number']
  ])('quarantines %j for its %s: %s', (line, field, reason) => {
    expect(parse(line)).toMatchObject({ kind: 'malformed', field, reason })
  })

  it('quarantines a second header and a second trailer', () => {
    const opened = open()
    expect(['HDR', 'HDR', trailer(0, 0), trailer(0, 0)].map(line => opened.parse(line))).toMatchObject([
      { reason: 'header' },
      { reason: 'second-header' },
      { reason: 'trailer' },
      { reason: 'second-trailer' }
    ])
  })
})

describe('the totals of a file', () => {
  it('agree when all of it came, the unusable records too', () => {
    expect(problemOf('HDR', usage(), usage({ id: '', quantity: '9' }), trailer(2, 70))).toBeNull()
    expect(problemOf('HDR', trailer(0, 0))).toBeNull()
  })

  it('count records that are no text, and were not parsed', () => {
    const opened = open()
    opened.parse('HDR')
    for (const bytes of [usage({ subscriber: 'M\u00fcller' }), 'x', '']) opened.passOver?.(bytes)
    opened.parse(trailer(1, 61))
    expect(opened.end?.()).toBeNull()
  })

  it.each([
    [
      ['HDR', usage(), trailer(2, 122)],
      'the trailer says 2 records and a total of 122, but 1 record and a total of 61 were read: ask for the file again'
    ],
    [
      ['HDR', usage(), trailer(1, 60)],
      'the trailer says 1 record and a total of 60, but 1 record and a total of 61 were read: ask for the file again'
    ],
    [
      ['HDR', usage(), usage()],
      'the file has no trailer (TRL), so it may be cut off: 2 records and a total of 122 were read'
    ],
    [
      [usage(), trailer(1, 61)],
      'the file has no header (HDR), so it may be a part of one: 1 record and a total of 61 were read'
    ]
  ])('are missed with both figures: %j', (lines, problem) => {
    expect(problemOf(...lines)).toBe(problem)
  })
})
