import fc from 'fast-check'
import { lexRange } from '../lexer/lex.ts'
import type { Slot } from '../signature/slot.ts'
import { readSlot, type SlotReading } from './read-slot.ts'

function read(slot: Slot, text: string): SlotReading {
  const { tokens } = lexRange(text, 0, text.length)
  return readSlot({ tokens, at: 0, follow: new Set(), endsList: () => false }, slot)
}

/** The value as JSON has it, or the problem, or what was expected. */
function shown(slot: Slot, text: string): unknown {
  const reading = read(slot, text)
  if (!reading.ok) return { wanted: reading.problem?.message ?? reading.wanted.join(' | ') }
  if (reading.problem) return { problem: reading.problem.code }
  return JSON.parse(
    JSON.stringify(reading.value, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
  )
}

const money = (micro: string, currency: string | null = null) => ({ micro: `${micro}n`, currency })
const quantity = (micro: string, unit: string) => ({ micro: `${micro}n`, unit })
const week = (...days: number[]) => ({ days, holidays: false, calendars: [], dates: [] })

describe('readSlot', () => {
  it.each<readonly [Slot, string, unknown]>([
    [{ kind: 'money' }, '0.12', money('120000')],
    [{ kind: 'money' }, '0.12 EUR', money('120000', 'EUR')],
    [{ kind: 'money' }, '999999999999.999999', money('999999999999999999')],
    [{ kind: 'money', signed: true }, '-10.32', money('-10320000')],
    [{ kind: 'percent' }, '12.5%', '12500000n'],
    [{ kind: 'quantity' }, '90s', quantity('90000000', 'second')],
    [{ kind: 'quantity' }, '30 min', quantity('1800000000', 'second')],
    [{ kind: 'quantity' }, '2 h', quantity('7200000000', 'second')],
    [{ kind: 'quantity' }, '5 GB', quantity('5000000000000000', 'byte')],
    [{ kind: 'quantity' }, '5 GiB', quantity('5368709120000000', 'byte')],
    [{ kind: 'quantity' }, '100 sms', quantity('100000000', 'message')],
    [{ kind: 'quantity' }, '10 calls', quantity('10000000', 'event')],
    [{ kind: 'quantity', of: ['byte'] }, '5 min', { problem: 'R0032' }],
    [{ kind: 'duration' }, '1 day', { problem: 'R0031' }],
    [{ kind: 'duration' }, '61s', quantity('61000000', 'second')],
    [{ kind: 'allowance' }, 'unlimited', 'unlimited'],
    [{ kind: 'allowance' }, '1.5 GB', quantity('1500000000000000', 'byte')],
    [{ kind: 'count' }, '12', 12],
    [{ kind: 'count', signed: true }, '-3', -3],
    [{ kind: 'count', min: 1 }, '0', { problem: 'R0037' }],
    [{ kind: 'number' }, '1.5', '1500000n'],
    [{ kind: 'date' }, '2028-02-29', '2028-02-29'],
    [{ kind: 'date' }, '2026-02-29', { problem: 'R0035' }],
    [{ kind: 'date-time' }, '2026-03-02 10:00', '2026-03-02T10:00:00'],
    [{ kind: 'date-time' }, '2026-03-02 10:00:30', '2026-03-02T10:00:30'],
    [{ kind: 'time' }, '23:59', '23:59:00'],
    [{ kind: 'time' }, '24:00', { problem: 'R0036' }],
    [{ kind: 'dates' }, '2026-03-16..2026-04-01', { from: '2026-03-16', until: '2026-04-01' }],
    [{ kind: 'dates' }, '2026-04-01..2026-03-16', { problem: 'R0045' }],
    [{ kind: 'times' }, '08:00..24:00', { from: 480, until: 1440 }],
    [{ kind: 'times' }, '22:00..06:00', { from: 1320, until: 360 }],
    [{ kind: 'days' }, 'weekdays', week(1, 2, 3, 4, 5)],
    [
      { kind: 'days' },
      'holidays of AU-NSW, 24 december..2 january, 28 february, 2026-12-31',
      {
        ...week(),
        calendars: ['AU-NSW'],
        dates: [
          { from: '12-24', until: '01-02' },
          { from: '02-28', until: '02-29' },
          { from: '2026-12-31', until: '2027-01-01' }
        ]
      }
    ],
    [{ kind: 'days' }, '30 february', { problem: 'R0035' }],
    [{ kind: 'days' }, '24 dezember', { problem: 'R0032' }],
    [{ kind: 'days' }, '1 may..1 may', { problem: 'R0045' }],
    [{ kind: 'days' }, '2026-12-24..2026-12-24', { problem: 'R0045' }],
    [{ kind: 'days' }, 'holidays of K, holidays of K', { problem: 'R0047' }],
    [
      { kind: 'hours' },
      '2026-12-24..2026-12-27 18:00..24:00',
      {
        parts: [
          {
            days: { ...week(), dates: [{ from: '2026-12-24', until: '2026-12-27' }] },
            times: { from: 1080, until: 1440 }
          }
        ]
      }
    ],
    [{ kind: 'days' }, 'sunday, saturday, holidays', { days: [6, 7], holidays: true, calendars: [], dates: [] }],
    [{ kind: 'days' }, 'friday..monday', week(1, 5, 6, 7)],
    [{ kind: 'days' }, 'weekends, sunday', { problem: 'R0047' }],
    [
      { kind: 'hours' },
      'weekdays 08:00..20:00',
      { parts: [{ days: week(1, 2, 3, 4, 5), times: { from: 480, until: 1200 } }] }
    ],
    [{ kind: 'hours' }, 'weekends', { parts: [{ days: week(6, 7), times: { from: 0, until: 1440 } }] }],
    [
      { kind: 'hours' },
      '18:00..08:00',
      { parts: [{ days: week(1, 2, 3, 4, 5, 6, 7), times: { from: 1080, until: 480 } }] }
    ],
    [
      { kind: 'hours' },
      'friday 20:00..24:00, saturday, sunday 06:00..12:00, 14:00..16:00, holidays',
      {
        parts: [
          { days: week(5), times: { from: 1200, until: 1440 } },
          { days: week(6, 7), times: { from: 360, until: 720 } },
          { days: week(6, 7), times: { from: 840, until: 960 } },
          { days: { days: [], holidays: true, calendars: [], dates: [] }, times: { from: 0, until: 1440 } }
        ]
      }
    ],
    [{ kind: 'period' }, 'month', { unit: 'month', count: 1 }],
    [{ kind: 'period' }, 'quarter', { unit: 'month', count: 3 }],
    [{ kind: 'period' }, '2 years', { unit: 'month', count: 24 }],
    [{ kind: 'period' }, '14 days', { unit: 'day', count: 14 }],
    [{ kind: 'period' }, '1 week', { unit: 'week', count: 1 }],
    [{ kind: 'period' }, '1 weeks', { problem: 'R0032' }],
    [{ kind: 'period' }, '0 days', { problem: 'R0037' }],
    [{ kind: 'text' }, '"a \\"b\\" \\\\"', 'a "b" \\'],
    [{ kind: 'texts' }, '"a", "b"', ['a', 'b']],
    [{ kind: 'name' }, 'mobile-40', 'mobile-40'],
    [{ kind: 'name' }, '"per"', 'per'],
    [{ kind: 'name' }, 'größe', 'größe'],
    [{ kind: 'names' }, 'local, "the moon", mobile', ['local', 'the moon', 'mobile']],
    [{ kind: 'number-text' }, '+61293334444', '61293334444'],
    [{ kind: 'number-text' }, '000', '000'],
    [{ kind: 'number-text' }, '+1234567890123456', { problem: 'R0038' }],
    [{ kind: 'price' }, 'free', { kind: 'free' }],
    [
      { kind: 'price' },
      '0.25 per minute',
      { kind: 'per', money: money('250000'), per: quantity('60000000', 'second'), started: false }
    ],
    [
      { kind: 'price' },
      '0.15 per call',
      { kind: 'per', money: money('150000'), per: quantity('1000000', 'event'), started: false }
    ],
    [
      { kind: 'price' },
      '10.00 AUD per started 10 GB',
      { kind: 'per', money: money('10000000', 'AUD'), per: quantity('10000000000000000', 'byte'), started: true }
    ],
    [{ kind: 'event-price' }, 'free', { kind: 'free' }],
    [{ kind: 'event-price' }, '12.5% of value', { kind: 'percent', percent: '12500000n' }],
    [{ kind: 'event-price' }, 'tiers data-blocks', { kind: 'tiers', table: 'data-blocks' }],
    [
      { kind: 'event-price' },
      'free for the first 60s then 0.10 per call for the next 1 min then 0.25 per minute',
      {
        kind: 'steps',
        steps: [
          { price: { kind: 'free' }, length: quantity('60000000', 'second') },
          {
            price: { kind: 'per', money: money('100000'), per: quantity('1000000', 'event'), started: false },
            length: quantity('60000000', 'second')
          },
          {
            price: { kind: 'per', money: money('250000'), per: quantity('60000000', 'second'), started: false },
            length: null
          }
        ]
      }
    ],
    [{ kind: 'event-price' }, '12.5% of cost', { wanted: '`value`' }],
    [{ kind: 'event-price' }, 'free for the first 0s then 0.10 per minute', { problem: 'R0037' }],
    [{ kind: 'event-price' }, 'free for the first 60s', { wanted: '`then`' }],
    [{ kind: 'price' }, '0.25 per 0 min', { problem: 'R0037' }],
    [{ kind: 'price' }, '0.25', { wanted: '`per`' }],
    [
      { kind: 'increment' },
      '60s / 30s',
      { first: quantity('60000000', 'second'), next: quantity('30000000', 'second') }
    ],
    [
      { kind: 'increment' },
      '1 MB',
      { first: quantity('1000000000000', 'byte'), next: quantity('1000000000000', 'byte') }
    ],
    [{ kind: 'increment' }, '60s / 1 MB', { problem: 'R0032' }],
    [{ kind: 'increment' }, '60s / 0s', { problem: 'R0037' }],
    [{ kind: 'choice', of: ['day', 'day of 30'] }, 'day of 30', 'day of 30'],
    [{ kind: 'choice', of: ['day', 'day of 30'] }, 'day of 31', 'day']
  ])('%j: %s', (slot, text, value) => {
    expect(shown(slot, text)).toEqual(value)
  })

  it('evaluates expressions exactly, typed by unit', () => {
    const expression = (text: string, result: 'money' | 'quantity' = 'money') => {
      const reading = read({ kind: 'expression', result, signed: true }, text)
      return reading.ok && !reading.problem ? reading.value : reading
    }
    expect(expression('0.39 + 1.5 * 0.25')).toMatchObject({
      micro: 765000n,
      dimension: 'number',
      text: '0.39 + 1.5 * 0.25'
    })
    expect(expression('(0.39 + 0.01) * 2 - 0.3 EUR')).toMatchObject({
      micro: 500000n,
      dimension: 'money',
      currency: 'EUR'
    })
    expect(expression('10.00 * 12.5%')).toMatchObject({ micro: 1250000n })
    expect(expression('1 / 3 * 3')).toMatchObject({ micro: 1000000n })
    expect(expression('- - 2 - -1')).toMatchObject({ micro: 3000000n })
    expect(expression('2 * 30 min + 90s', 'quantity')).toMatchObject({ micro: 3690000000n, dimension: 'second' })
    expect(expression('3 GB / 1.5 GB * 1 sms', 'quantity')).toMatchObject({ micro: 2000000n, dimension: 'message' })
  })

  it('adds and multiplies as exact arithmetic does', () => {
    const amount = fc.integer({ min: 0, max: 999_999_999 })
    const text = (cents: number): string => `${Math.floor(cents / 1000)}.${String(cents % 1000).padStart(3, '0')}`
    fc.assert(
      fc.property(amount, amount, amount, (a, b, c) => {
        const reading = read(
          { kind: 'expression', result: 'money', signed: true },
          `${text(a)} - ${text(b)} * (${text(c)} - 1)`
        )
        const exact = BigInt(a) * 1000n - BigInt(b) * (BigInt(c) - 1000n)
        expect(reading).toMatchObject({ ok: true, value: { micro: exact } })
      })
    )
  })
})
