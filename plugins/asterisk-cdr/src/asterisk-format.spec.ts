import type { ParsedLine } from '@farthing/plugin-sdk'
import { asteriskFormat } from './asterisk-format.ts'

const zone = 'Australia/Melbourne'

function parserFor(header: string | null): (line: string) => ParsedLine {
  const opened = asteriskFormat.open({ header, zone })
  if (!opened.ok) throw new Error(opened.problem)
  return line => opened.parse(line)
}

function call(changes: Record<number, string> = {}, columns = 18): string {
  const fields = [
    '""',
    '"61291234567"',
    '"0292223333"',
    '"default"',
    '"""Ann, B"" <61291234567>"',
    '"SIP/1-1"',
    '"SIP/2-1"',
    '"Dial"',
    '"SIP/2,30"',
    '"2026-03-02 09:59:50"',
    '"2026-03-02 10:00:00"',
    '"2026-03-02 10:01:01"',
    '71',
    '61',
    '"ANSWERED"',
    '"DOCUMENTATION"',
    '"1772406000.42"',
    '""'
  ]
  return fields
    .map((field, index) => changes[index] ?? field)
    .slice(0, columns)
    .join(',')
}

describe('asterisk format', () => {
  const parse = parserFor(null)
  const idOf = (line: string): string => {
    const parsed = parse(line)
    return parsed.kind === 'record' ? parsed.record.id : parsed.kind
  }

  it('reads an answered call', () => {
    expect(parse(call())).toEqual({
      kind: 'record',
      record: {
        id: expect.stringMatching(/^1772406000\.42\/[0-9a-z]{1,7}$/),
        service: 'voice',
        subscriber: '61291234567',
        to: '0292223333',
        from: '61291234567',
        startedAt: Temporal.Instant.from('2026-03-01T23:00:00Z').epochMilliseconds,
        quantity: 61_000,
        unit: 'second',
        value: null,
        currency: ''
      }
    })
  })

  it('takes 16 and 17 columns, the id when it is there', () => {
    expect(idOf(call({}, 17))).toBe(idOf(call()))
    expect(idOf(call({}, 16))).toMatch(/^#[0-9a-f]{32}$/)
  })

  it('knows each answered leg of a channel, and a line without a channel by its fields, however they are written', () => {
    const legs = [{}, { 2: '"0411000000"' }, { 6: '"SIP/2-2"' }, { 10: '"2026-03-02 10:05:00"' }].map(each =>
      call(each)
    )
    expect(new Set(legs.map(idOf)).size).toBe(4)
    expect(idOf(call({ 4: '"Ann"', 12: '99' }))).toBe(idOf(call()))
    const line = call({}, 16)
    expect(idOf(line.replaceAll('"SIP/1-1"', 'SIP/1-1'))).toBe(idOf(line))
    expect(idOf(call({ 13: '62' }, 16))).not.toBe(idOf(line))
  })

  it('passes over an empty line', () => {
    expect(parse('\r')).toEqual({ kind: 'filtered', reason: 'empty line' })
  })

  it.each(['NO ANSWER', 'BUSY', 'FAILED', 'CONGESTION'])('filters %s', disposition => {
    expect(parse(call({ 10: '""', 13: '0', 14: `"${disposition}"` }))).toEqual({
      kind: 'filtered',
      reason: `disposition ${disposition}`
    })
  })

  it.each([
    [call({}, 15), 'line', 'too-few-fields'],
    [`${call()},"more"`, 'line', 'too-many-fields'],
    [call().slice(0, 60), 'line', 'unclosed-quote'],
    ['"",""', 'line', 'too-few-fields'],
    [call({ 13: '"a minute"' }), 'billsec', 'not-a-number'],
    [call({ 13: '-5' }), 'billsec', 'negative'],
    [call({ 10: '"2026-02-30 10:00:00"' }), 'answer', 'not-a-time'],
    [call({ 10: '"2026-10-04 02:30:00"' }), 'answer', 'skipped-time'],
    [call({ 1: '""' }), 'src', 'empty'],
    [call({ 2: '""' }), 'dst', 'empty'],
    [call({ 14: '"PERHAPS"' }), 'disposition', 'unknown-disposition']
  ])('quarantines %j for its %s: %s', (line, field, reason) => {
    expect(parse(line)).toMatchObject({ kind: 'malformed', field, reason })
  })

  it('finds a line that was cut off where columns are optional', () => {
    const strict = parserFor(call())
    expect(strict(call())).toMatchObject({ kind: 'record' })
    expect(strict(call({}, 16))).toMatchObject({ kind: 'malformed', reason: 'too-few-fields' })
  })

  it.each([9, 2400])(
    'tells the two halves of a repeated hour apart, rung for %d s, by the second in the uniqueid',
    rung => {
      const second = Temporal.Instant.from('2026-04-04T16:30:00Z').epochMilliseconds
      const line = call({ 10: '"2026-04-05 02:30:00"', 16: `"pbx1-${second / 1000 - rung}.7"` })
      expect(parse(line)).toMatchObject({ record: { startedAt: second } })
    }
  )

  it('bills the account code where no number is shown', () => {
    expect(parse(call({ 0: '"A-17"', 1: '""' }))).toMatchObject({ record: { subscriber: 'A-17', from: '' } })
  })
})
