import { type OpenedUsageFile, type ParsedEvent, type ParsedLine, UsageEvents } from '@farthing/plugin-sdk'
import { testFile } from '@farthing/plugin-sdk/testing'
import { carrierFormat } from './carrier-format.ts'
import type { FileLayout } from './file-layout.ts'
import { plugin } from './index.ts'

const AT = { rule: 'usage format carrier-x', file: 'test.farthing', line: 1, column: 1 }
const TARIFFS = ['voice|minute', 'data|MB']
  .map(each => each.split('|'))
  .map(
    ([service, unit]) =>
      `tariff ${service}s for ${service} {\n  rates {\n    | price |\n    | 0.10 per ${unit} |\n  }\n}\n`
  )
  .join('')
const ID = 'id in call'
const PARTS = 'parts numbered in seq, last where cause is "0", "16"'
const MEASURED = 'quantity in amount'
const BASIC = [
  'columns call, seq, cause, kind, payer, called, begun, amount, unit, worth',
  'no header',
  'service in kind',
  'subscriber in payer',
  'to in called',
  'value in worth'
]
const STARTED = 'started in begun'

const written = (...lines: string[]): ReturnType<typeof testFile> =>
  testFile(plugin, `usage format carrier-x {\n${[...BASIC, ...lines].map(line => `  ${line}\n`).join('')}}\n${TARIFFS}`)

function open(...lines: string[]): Extract<OpenedUsageFile, { ok: true }> {
  const tested = written(ID, STARTED, MEASURED, 'unit in unit', ...lines)
  if (!tested.ok) throw new Error(tested.errors.join('\n'))
  const format = carrierFormat(structuredClone(tested.values[0]) as FileLayout, AT)
  expect(format.remembers).toBe(true)
  const opened = format.open({ header: null, zone: 'Europe/Berlin' })
  if (!opened.ok) throw new Error(opened.problem)
  return opened
}

interface Told {
  readonly call?: string
  readonly cause?: string
  readonly kind?: string
  readonly payer?: string
  readonly called?: string
  readonly at?: string
  readonly amount?: number | string
  readonly unit?: string
  readonly worth?: string
}

/** Of a call that began at 10:00; half an hour each. */
function part(seq: number | string, told: Told = {}): string {
  const minute = 30 * (Number(seq) - 1 || 0)
  const begun = `2026-03-02 ${10 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}:00`
  const { amount = 1800, at = begun, call = 'c1', called = '0399990000', cause = '9' } = told
  const { kind = 'voice', payer = 'anna', unit = 's', worth = '' } = told
  return [call, seq, cause, kind, payer, called, at, amount, unit, worth].join(',')
}
const last = (seq: number | string, told: Told = {}): string => part(seq, { cause: '0', ...told })

/** What becomes of the lines of a file. */
function eventsOf(lines: readonly string[], ...format: string[]): ParsedEvent[] {
  const events: ParsedEvent[] = []
  const reader = new UsageEvents(open(...(format.length === 0 ? [PARTS] : format)), event => events.push(event))
  lines.forEach((line, index) => reader.read(line, index + 1))
  reader.release()
  return events
}

const START = Temporal.Instant.from('2026-03-02T09:00:00Z').epochMilliseconds

describe('a use that comes in parts', () => {
  it('is one, begun with the first part, with the sum of all, whatever their order', () => {
    const record = {
      ...{ id: 'c1', service: 'voice', subscriber: 'anna', to: '0399990000', from: '', startedAt: START },
      ...{ quantity: 4_500_000, unit: 'second', value: 1_750_000, currency: '' }
    }
    const parts = [part(1, { worth: '1.25' }), part(2), last(3, { amount: 900, worth: '0.5' })]
    for (const lines of [parts, parts.toReversed(), [parts[1], parts[2], parts[0]]])
      expect(eventsOf(lines.map(String))).toEqual([{ kind: 'record', record }])
  })

  it('may be a single part, or told whole', () => {
    expect(eventsOf([last(1)])).toMatchObject([{ kind: 'record', record: { id: 'c1', quantity: 1_800_000 } }])
    expect(eventsOf([part(1)])).toMatchObject([{ reason: 'parts-missing', piece: { of: 'c1', name: '1' } }])
    const whole = 'parts numbered in seq from 0, whole where it is "", "-", last where cause is "0"'
    expect(eventsOf([part('', { at: '2026-03-02 10:00' })], whole)).toMatchObject([{ kind: 'record' }])
    expect(eventsOf([part('-', { at: '2026-03-02 10:00' })], whole)).toMatchObject([{ kind: 'record' }])
    expect(eventsOf([last(0, { at: '2026-03-02 10:00' })], whole)).toMatchObject([{ kind: 'record' }])
    const [joined] = eventsOf([last(1, { at: '2026-03-02 10:30' }), part(0, { at: '2026-03-02 10:00' })], whole)
    expect(joined).toMatchObject({ record: { quantity: 3_600_000, startedAt: START } })
  })

  it('waits until all parts have come, each with what it is', () => {
    expect(eventsOf([part(1), last(3)])).toMatchObject([
      { kind: 'malformed', reason: 'parts-missing', detail: 'part 1: others of this use have not come' },
      { reason: 'parts-missing', detail: 'part 3, the last: others of this use have not come', piece: { name: '3' } }
    ])
  })

  it('needs no part twice, and has another text of one wait', () => {
    expect(eventsOf([part(1), part(1), part(1, { amount: 1799 }), last(2)])).toMatchObject([
      { kind: 'filtered', reason: 'part again' },
      { kind: 'malformed', reason: 'other-part' },
      { kind: 'record', record: { quantity: 3_600_000 } }
    ])
  })

  it.each([
    [[part(1), last(2, { kind: 'data' })], 'service', 'parts-differ'],
    [[part(1), last(2, { payer: 'bob' })], 'subscriber', 'parts-differ'],
    [[part(1), last(2, { called: '0399990001' })], 'to', 'parts-differ'],
    [[part(1), last(2, { unit: 'B' })], 'unit', 'parts-differ'],
    [[part(1), last(2, { at: '2026-03-02 10:29:57' })], 'started_at', 'parts-overlap'],
    [[part(1), last(2, { at: '2026-03-02 10:00:00', amount: 3600 })], 'started_at', 'parts-overlap'],
    [
      [part(1, { unit: 'B', kind: 'data' }), last(2, { unit: 'B', kind: 'data', at: '2026-03-02 09:00:00' })],
      'started_at',
      'parts-overlap'
    ],
    [[part(1, { amount: 9_000_000, unit: 'GB' }), last(2, { amount: 9_000_000, unit: 'GB' })], 'quantity', 'too-large'],
    [[part('one', { at: '2026-03-02 10:00' })], 'part', 'not-a-number'],
    [[part('', { at: '2026-03-02 10:00' })], 'part', 'not-a-number'],
    [[part(0, { at: '2026-03-02 10:00' })], 'part', 'not-a-number'],
    [[part(1000, { at: '2026-03-02 10:00' })], 'part', 'too-large'],
    [[part(1, { amount: 'many' })], 'quantity', 'not-a-number'],
    [[part(1, { amount: '9'.repeat(40) })], 'quantity', 'too-large']
  ])('waits, %j, for its %s: %s', (lines, field, reason) => {
    expect(eventsOf(lines)).toMatchObject([{ kind: 'malformed', field, reason }])
  })

  it('may leave out the called number in later parts, and round its seconds', () => {
    const lines = [part(1, { called: '' }), part(2, { at: '2026-03-02 10:29:58' }), last(3, { called: '' })]
    expect(eventsOf(lines)).toMatchObject([{ record: { to: '0399990000', quantity: 5_400_000 } }])
    const minutes = 'started in begun as "YYYY-MM-DD HH:mm"'
    const tested = written(ID, minutes, MEASURED, 'unit in unit', PARTS)
    if (!tested.ok) throw new Error(tested.errors.join('\n'))
    const opened = carrierFormat(tested.values[0] as FileLayout, AT).open({ header: null, zone: 'UTC' })
    const parse = (text: string): ParsedLine => (opened.ok ? opened.parse(text) : { kind: 'filtered', reason: '' })
    const [first, second] = [part(1, { at: '2026-03-02 10:00', amount: 90 }), last(2, { at: '2026-03-02 10:01' })]
    expect(parse(`${first}\n${second}`)).toMatchObject({ record: { quantity: 1_890_000 } })
  })

  it('goes on through the hour that clocks show twice', () => {
    const lines = [
      part(1, { at: '2026-10-25 02:00:00', amount: 3600 }),
      part(2, { at: '2026-10-25 02:00:00', amount: 3600 }),
      last(3, { at: '2026-10-25 03:00:00', amount: 60 })
    ]
    expect(eventsOf(lines)).toMatchObject([{ record: { quantity: 7_260_000 } }])
  })

  it('is told by lines that nothing skips, each counted in the totals', () => {
    const format = [
      PARTS,
      'skip "BUSY" in kind',
      'totals in lines beginning with "SUM", records in field 2, quantity in field 3'
    ]
    const opened = open(...format)
    const events: ParsedEvent[] = []
    const reader = new UsageEvents(opened, event => events.push(event))
    for (const line of [part(1, { kind: 'BUSY' }), part(1), last(2), 'SUM,3,5400']) reader.read(line, 1)
    expect(events.map(({ kind }) => kind)).toEqual(['filtered', 'record', 'filtered'])
    expect(opened.end?.()).toBeNull()
  })

  it('is proven by samples of its parts', () => {
    const sample = (length: string): string =>
      `sample "${part(2)}", is ${length} of voice by anna at 2026-03-02 10:30, to "0399990000"`
    const errors = (length: string) => {
      const tested = written(ID, STARTED, MEASURED, 'unit in unit', PARTS, sample(length))
      return tested.ok ? [] : tested.errors
    }
    expect(errors('1800s')).toEqual([])
    expect(errors('1799s')).toEqual([expect.stringContaining('R0510')])
  })
})

describe('parts that are declared wrong', () => {
  const MEASURE = [STARTED, MEASURED, 'unit in unit']
  it.each([
    [[...MEASURE, PARTS], 'R0635 without id in COLUMN'],
    [[...MEASURE, 'id in call, Seq', PARTS], 'R0635 seq is a part of the id'],
    [[...MEASURE, 'id in call, cause', PARTS], 'R0635 cause is a part of the id'],
    [[ID, STARTED, 'quantity is 1 sms', PARTS], 'R0635 each line has the same quantity'],
    [[...MEASURE, ID, 'parts numbered in seq, last where seq is "0"'], 'R0635 the number of a part does not say'],
    [
      [...MEASURE, ID, 'parts numbered in seq, whole where it is "0", "1", last where cause is "0"'],
      'R0635 "1" is the number of a part'
    ],
    [[...MEASURE, ID, 'parts numbered in sek, last where cause is "0"'], 'R0505 there is no column sek'],
    [[...MEASURE, ID, 'parts numbered in seq, last where cuase is "0"'], 'R0505 there is no column cuase'],
    [[...MEASURE, ID, PARTS, PARTS], 'R0071']
  ])('%j', (lines, error) => {
    const tested = written(...lines)
    expect(tested.ok ? [] : tested.errors).toEqual([expect.stringContaining(error)])
  })
})
