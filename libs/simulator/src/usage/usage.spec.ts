import { hashHex } from '@farthing/plugin-sdk'
import fc from 'fast-check'
import { eventId } from './event-id.ts'
import { readSubscribers } from './read-subscribers.ts'
import { KnownEvents } from './known-events.ts'
import { SubscriberIndex } from './subscriber-index.ts'

const australia = { country: '61', trunk: '0', international: '0011' }
const ms = (text: string): number => Temporal.Instant.from(text).epochMilliseconds
const stretch = (plan: string, from = -Infinity, until = Infinity) => ({
  account: 'A-1',
  subscription: 'S-1',
  plan,
  from,
  until
})

describe('SubscriberIndex', () => {
  it('finds who held a number at an instant, however it is dialled', () => {
    const index = new SubscriberIndex(australia)
    index.add('+61 2 9123 4567', stretch('old', ms('2026-01-01T00:00:00Z'), ms('2026-03-01T00:00:00Z')))
    index.add('0291234567', stretch('new', ms('2026-03-01T00:00:00Z')))
    expect(index.at(index.find('61291234567', ms('2026-02-28T23:59:59Z'))).plan).toBe('old')
    expect(index.at(index.find('0011 61291234567', ms('2026-03-01T00:00:00Z'))).plan).toBe('new')
    expect(index.find('61291234567', ms('2025-12-31T00:00:00Z'))).toBe(-1)
    expect(index.find('61291234568', ms('2026-03-01T00:00:00Z'))).toBe(-1)
    expect(index.knows('0291234567')).toBe(true)
  })

  it('knows logins, whatever their case', () => {
    const index = new SubscriberIndex(australia)
    index.add('ann@example.net', stretch('internet'))
    expect(index.find('Ann@Example.net ', 0)).toBe(0)
    expect(index.find('bob@example.net', 0)).toBe(-1)
  })
})

describe('KnownEvents', () => {
  it('is a set', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 12 }), { maxLength: 3000 }), ids => {
        const seen = new KnownEvents()
        const expected = new Set<string>()
        const wrong = ids.filter(id => {
          const news = !expected.has(id)
          expected.add(id)
          return (seen.tell(id, 'waiting', 1).repeat === 'news') !== news
        })
        expect(wrong).toEqual([])
        expect(seen.size).toBe(expected.size)
      }),
      { numRuns: 50 }
    )
  })

  it('tells a hundred thousand ids in a row apart', () => {
    const seen = new KnownEvents()
    for (let i = 0; i < 100_000; i++) seen.tell(`asterisk:1772406000.${i}`, { startedAt: i, what: i }, i)
    expect(seen.size).toBe(100_000)
    expect(seen.tell('asterisk:1772406000.77', 'waiting', 100_000)).toEqual({ repeat: 'duplicate', line: 77 })
    expect(seen.isRated('asterisk:1772406000.99999')).toBe(true)
  })
})

describe('hashHex', () => {
  it('changes with every character, its place and the length', () => {
    const text = 'a'.repeat(41)
    const variants = [
      text,
      `${text}a`,
      text.slice(1),
      ...[...text].map((_, i) => `${text.slice(0, i)}b${text.slice(i + 1)}`)
    ]
    expect(new Set(variants.map(hashHex)).size).toBe(variants.length)
  })
})

describe('eventId', () => {
  it('is the id at the source, else a hash', () => {
    expect(eventId('asterisk', '1772406000.42', 'line')).toBe('asterisk:1772406000.42')
    expect(eventId('csv', '', 'line')).toMatch(/^csv:#[0-9a-f]{32}$/)
    expect(eventId('csv', 'x'.repeat(101), 'line')).toMatch(/^csv:~[0-9a-f]{32}$/)
  })
})

describe('readSubscribers', () => {
  const operator = { zone: 'Australia/Melbourne', dialling: australia }

  it('reads numbers with their dates', () => {
    const text =
      'plan,number,account,subscription,from,until,bill_day\nmobile,0400000001,A1,S1,2026-03-01,2026-04-01,31\n\n'
    const read = readSubscribers(text, operator)
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    expect(read.subscribers.find('61400000001', ms('2026-02-28T13:00:00Z'))).toBe(0)
    expect(read.subscribers.find('61400000001', ms('2026-02-28T12:59:59Z'))).toBe(-1)
    expect(read.subscribers.find('61400000001', ms('2026-03-31T13:00:00Z'))).toBe(-1)
  })

  it('names line, field and what is wrong', () => {
    const text = 'number,account,subscription,plan,from\n1,a,s,p,\n2,,s,p,\n3,a,s,p,soon\n4,a,s\n'
    expect(readSubscribers(text, operator)).toEqual({
      ok: false,
      problems: [
        { line: 3, field: 'account', message: 'it is empty' },
        { line: 4, field: 'from', message: 'it is not a date like 2026-03-01' },
        { line: 5, field: 'line', message: 'it has 3 fields, and the header 5' }
      ]
    })
    expect(readSubscribers('61,a,s,p\n', operator)).toMatchObject({ ok: false, problems: [{ field: 'header' }] })
  })

  it('refuses a column that may be misspelled', () => {
    expect(readSubscribers('number,account,subscription,plan,billday\n1,a,s,p,4\n', operator)).toEqual({
      ok: false,
      problems: [{ line: 1, field: 'header', message: "'billday' is no column of this file: did you mean 'bill_day'?" }]
    })
  })

  it('refuses a column that is there twice', () => {
    expect(readSubscribers('number,account,subscription,plan,Plan\n1,a,s,p,q\n', operator)).toEqual({
      ok: false,
      problems: [{ line: 1, field: 'header', message: "'plan' is there twice: leave one of the two columns out" }]
    })
  })

  it('refuses an end that is not after the beginning, and two plans of a subscription at one time', () => {
    const text = [
      'number,account,subscription,plan,from,until',
      '1,A1,S1,talk,2026-05-01,2026-03-01',
      '1,A1,S1,talk,2026-05-01,2026-05-01',
      '2,A1,S1,talk,2026-03-01,2026-06-01',
      '3,A1,S1,more,2026-05-31,',
      '4,A1,S1,more,2026-06-01,',
      '5,A1,S1,talk,,2026-04-01',
      '6,A2,S1,more,,'
    ]
    const early = {
      field: 'until',
      message: 'it is the first day without service, and must lie after from, 2026-05-01'
    }
    const twice = 'gives subscription S1 the plan talk at the same time: give one of the two an end'
    expect(readSubscribers(text.join('\n'), operator)).toEqual({
      ok: false,
      problems: [
        { line: 2, ...early },
        { line: 3, ...early },
        { line: 5, field: 'plan', message: `line 4 ${twice}` }
      ]
    })
  })

  it('refuses two holders of a number at one time, and two bill days of an account', () => {
    const text = [
      'number,account,subscription,plan,from,until,bill_day',
      '0400000001,A1,S1,p,,2026-03-01,4',
      '+61400000001,A2,S2,p,2026-03-01,,',
      '61400000001,A3,S3,p,2026-02-28,2026-03-01,',
      '0400000002,A1,S1,p,,,4',
      '0400000003,A1,S1,p,,,5'
    ]
    expect(readSubscribers(text.join('\n'), operator)).toEqual({
      ok: false,
      problems: [
        {
          line: 4,
          field: 'number',
          message: 'line 2 says who has this number at the same time: give one of the two an end'
        },
        { line: 6, field: 'bill_day', message: 'line 2 gives account A1 the bill day 4' }
      ]
    })
  })
})
