import fc from 'fast-check'
import { date } from '../values/index.ts'
import { type AllowanceGrant, coverUsage } from './allowance.ts'

const rule = { rule: 'plan mobile-40 > include', file: 'plans.farthing', line: 1, column: 1 }
const grant = (id: string, ticks: number | null, more: Partial<AllowanceGrant> = {}): AllowanceGrant => ({
  id,
  ticks,
  service: 'voice',
  zones: null,
  rule,
  ...more
})
const call = (zone: string, billedTicks: number) => ({ service: 'voice', zone, billedTicks })

describe('allowances', () => {
  it('cover events in order until they run out, the last one in part', () => {
    const { events, remaining } = coverUsage(
      [call('national', 60), call('mobile', 60), call('national', 60)],
      [grant('a', 100)]
    )
    expect(events.map(event => event.coveredTicks)).toEqual([60, 40, 0])
    expect(events[1]?.parts).toEqual([{ grant: 'a', ticks: 40 }])
    expect(remaining.get('a')).toBe(0)
  })

  it('are used soonest expiry first, then in the order written', () => {
    const grants = [
      grant('never', 10),
      grant('june', 10, { expires: date('2026-06-01') }),
      grant('may', 10, { expires: date('2026-05-01') }),
      grant('later', 10)
    ]
    const { events } = coverUsage([call('national', 35)], grants)
    expect(events[0]?.parts.map(part => part.grant)).toEqual(['may', 'june', 'never', 'later'])
    expect(events[0]?.parts.map(part => part.ticks)).toEqual([10, 10, 10, 5])
  })

  it('cover only their own service and zones', () => {
    const grants = [grant('national', 100, { zones: ['national'] }), grant('sms', 5, { service: 'sms' })]
    const { events, remaining } = coverUsage([call('premium', 30), call('national', 30)], grants)
    expect(events.map(event => event.coveredTicks)).toEqual([0, 30])
    expect(remaining).toEqual(
      new Map([
        ['national', 70],
        ['sms', 5]
      ])
    )
  })

  it('may be unlimited or nothing at all', () => {
    const { events, remaining } = coverUsage(
      [call('national', 2 ** 52), call('x', 0)],
      [grant('none', 0), grant('all', null)]
    )
    expect(events[0]).toEqual({ coveredTicks: 2 ** 52, parts: [{ grant: 'all', ticks: 2 ** 52 }] })
    expect(events[1]).toEqual({ coveredTicks: 0, parts: [] })
    expect(remaining.get('all')).toBeNull()
  })

  it.each([-1, 0.5, Number.NaN, 2 ** 53, Infinity])('refuse a quantity of %s ticks', ticks => {
    expect(() => coverUsage([call('national', ticks)], [])).toThrow('not a quantity of ticks')
    expect(() => coverUsage([], [grant('a', ticks)])).toThrow('not a quantity of ticks')
  })

  it('refuse two grants of one name', () => {
    expect(() => coverUsage([], [grant('a', 1), grant('a', 2)])).toThrow("two allowances are called 'a'")
  })

  it('cover never more than was used or granted, and account for every tick', () => {
    const zones = fc.constantFrom('national', 'mobile', 'premium')
    const events = fc.array(fc.tuple(zones, fc.nat(1000)).map(([zone, ticks]) => call(zone, ticks)))
    const grants = fc
      .array(fc.tuple(fc.option(fc.nat(3000)), fc.option(fc.array(zones))), { maxLength: 5 })
      .map(list => list.map(([ticks, only], index) => grant(`g${index}`, ticks, { zones: only })))
    fc.assert(
      fc.property(events, grants, (used, granted) => {
        const cover = coverUsage(used, granted)
        cover.events.forEach((event, index) => {
          expect(event.coveredTicks).toBeLessThanOrEqual(used[index]?.billedTicks ?? 0)
          expect(event.parts.reduce((sum, part) => sum + part.ticks, 0)).toBe(event.coveredTicks)
        })
        for (const { id, ticks } of granted) {
          if (ticks === null) continue
          const taken = cover.events.flatMap(event => event.parts).filter(part => part.grant === id)
          expect(taken.reduce((sum, part) => sum + part.ticks, 0) + (cover.remaining.get(id) ?? 0)).toBe(ticks)
        }
      })
    )
  })
})
