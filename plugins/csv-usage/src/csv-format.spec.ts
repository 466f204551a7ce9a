import type { OpenedUsageFile } from '@farthing/plugin-sdk'
import { csvFormat } from './csv-format.ts'

const header = 'id,service,subscriber,to,started_at,quantity,unit'

const withValue = 'id,service,subscriber,to,from,started_at,quantity,unit,value,currency'

const open = (text: string | null): OpenedUsageFile => csvFormat.open({ header: text, zone: 'Australia/Melbourne' })

function parse(line: string, text = header) {
  const opened = open(text)
  if (!opened.ok) throw new Error(opened.problem)
  return opened.parse(line)
}

describe('csv format', () => {
  it('reads an event', () => {
    expect(parse('e-1,voice,61291234567,0292223333,2026-03-02 10:00:00,61,s')).toEqual({
      kind: 'record',
      record: {
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
    })
  })

  it.each([
    ['1.5', 'GB', 1_500_000_000, 'byte'],
    ['1', 'GiB', 1_073_741_824, 'byte'],
    ['2', 'min', 120_000, 'second'],
    ['3', 'sms', 3, 'message'],
    ['1', 'event', 1, 'event']
  ])('counts %s %s', (quantity, unit, ticks, base) => {
    expect(parse(`1,x,a,,2026-03-02T10:00:00Z,${quantity},${unit}`)).toMatchObject({
      record: { quantity: ticks, unit: base }
    })
  })

  it('takes columns in any order, more than it knows, and none for id and to', () => {
    const line = parse('7,"s",2026-03-02T10:00:00Z,a,web,sms', 'Quantity,UNIT,started_at,subscriber,channel,service')
    expect(line).toMatchObject({
      record: { id: expect.stringMatching(/^#[0-9a-f]{32}$/), to: '', service: 'sms', quantity: 7000 }
    })
  })

  it('says which columns it does not read, with a name that may have been meant', () => {
    const notes = (text: string): readonly string[] | undefined => {
      const opened = open(text)
      return opened.ok ? opened.notes?.() : undefined
    }
    expect(notes(withValue)).toEqual([])
    expect(notes(`${header},Vlaue,trunk,,quantity2`)).toEqual([
      'column `vlaue` is not read; did you mean `value`?',
      'columns `trunk`, `(without a name)`, `quantity2` are not read'
    ])
  })

  it.each([
    [null, 'no header'],
    ['', 'names none'],
    ['1,voice,612,,2026-03-02,1,s', 'names none'],
    ['id,service,subscriber,to,started_at', 'lacks quantity, unit'],
    [header.replace('quantity', 'quantty'), 'lacks quantity (is `quantty` meant to be it?): begin'],
    [`${header},unit`, 'names unit twice'],
    [header.replaceAll(',', ';'), 'separated by commas'],
    [`${header},currency`, 'names currency, and no value']
  ])('refuses the header %j', (text, problem) => {
    expect(open(text)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) })
  })

  it.each([
    ['1,voice,a,,2026-03-02T10:00:00Z,61', 'line', 'too-few-fields'],
    ['1,voice,a,,2026-03-02T10:00:00Z,61,s,x', 'line', 'too-many-fields'],
    ['1,voice,a,,2026-03-02T10:00:00Z,61,"s', 'line', 'unclosed-quote'],
    ['1,,a,,2026-03-02T10:00:00Z,61,s', 'service', 'empty'],
    ['1,voice,,,2026-03-02T10:00:00Z,61,s', 'subscriber', 'empty'],
    ['1,voice,a,,soon,61,s', 'started_at', 'not-a-time'],
    ['1,voice,a,,2026-03-02T10:00:00Z,long,s', 'quantity', 'not-a-number'],
    ['1,voice,a,,2026-03-02T10:00:00Z,-1,s', 'quantity', 'negative'],
    ['1,voice,a,,2026-03-02T10:00:00Z,999999999999999,TB', 'quantity', 'too-large'],
    ['1,voice,a,,2026-03-02T10:00:00Z,61,parsecs', 'unit', 'unknown-unit']
  ])('quarantines %j for its %s: %s', (line, field, reason) => {
    expect(parse(line)).toMatchObject({ kind: 'malformed', field, reason })
  })

  it.each([
    ['9.99,AUD', 9_990_000, 'AUD'],
    ['0.000001,', 1, ''],
    ['0,', 0, ''],
    ['1.50000000,EUR', 1_500_000, 'EUR'],
    [',USD', null, 'USD']
  ])('reads what an event is worth: %s', (worth, value, currency) => {
    const line = parse(`1,content,a,,+61291234567,2026-03-02T10:00:00Z,1,event,${worth}`, withValue)
    expect(line).toMatchObject({ record: { from: '+61291234567', value, currency } })
  })

  it.each([
    ['-0.01,', 'value', 'negative'],
    ['free,', 'value', 'not-a-number'],
    ['1e3,', 'value', 'not-a-number'],
    ['1 000,', 'value', 'not-a-number'],
    ['0.0000001,', 'value', 'too-precise'],
    ['9007199254.740992,', 'value', 'too-large'],
    ['9999999999999999,', 'value', 'too-large'],
    ['1,dollars', 'currency', 'unknown-currency'],
    ['1,aud', 'currency', 'unknown-currency']
  ])('quarantines a value %j for its %s: %s', (worth, field, reason) => {
    const line = parse(`1,content,a,,,2026-03-02T10:00:00Z,1,event,${worth}`, withValue)
    expect(line).toMatchObject({ kind: 'malformed', field, reason })
  })

  it.each([
    ['0.4', 'points'],
    ['1.5', 'sms'],
    ['0.000000004', 'BTC'],
    ['1.000000001', 'BTC']
  ])('quarantines %s %s, which is finer than its unit, and never rounds it', (quantity, unit) => {
    const units = new Map([
      ['BTC', { unit: 'BTC/8', factor: 100_000_000_000_000n }] as const,
      ['points', { unit: 'points/0', factor: 1_000_000n }] as const,
      ['sms', { unit: 'message', factor: 1_000_000n }] as const
    ])
    const opened = csvFormat.open({ header, zone: 'UTC', units })
    if (!opened.ok) throw new Error(opened.problem)
    expect(opened.parse(`1,content,a,,2026-03-02 10:00:00,${quantity},${unit}`)).toEqual({
      ...{ kind: 'malformed', field: 'quantity', reason: 'too-precise', detail: quantity }
    })
    expect(opened.parse(`1,content,a,,2026-03-02 10:00:00,2.0000000000,${unit}`)).toMatchObject({ kind: 'record' })
  })

  it('counts units that the rules declare, in their smallest parts', () => {
    const units = new Map([['BTC', { unit: 'BTC/8', factor: 100_000_000_000_000n }] as const])
    const opened = csvFormat.open({ header, zone: 'UTC', units })
    if (!opened.ok) throw new Error(opened.problem)
    const line = (quantity: string, unit: string) =>
      opened.parse(`1,transfer,a,,2026-03-02T10:00:00Z,${quantity},${unit}`)
    expect(line('0.0000015', 'BTC')).toMatchObject({ record: { quantity: 150, unit: 'BTC/8' } })
    expect(line('100000000', 'BTC')).toMatchObject({ field: 'quantity', reason: 'too-large' })
    expect(line('1', 's')).toMatchObject({ field: 'unit', reason: 'unknown-unit' })
  })

  it('passes over an empty line', () => {
    expect(parse('')).toEqual({ kind: 'filtered', reason: 'empty line' })
  })
})
