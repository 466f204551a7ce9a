import fc from 'fast-check'
import { type Allowance, coverEvent } from './allowance.ts'

const minutes = (left: number | null, more: Partial<Allowance> = {}): Allowance => ({
  service: 'voice',
  zones: null,
  left,
  ...more
})
const call = (zone: string, billedTicks: number) => ({ service: 'voice', zone, billedTicks })
const given = (parts: ReturnType<typeof coverEvent<Allowance>>): number[] => parts.map(({ ticks }) => ticks)

describe('an allowance', () => {
  it('covers events until it runs out, the last one in part', () => {
    const allowance = minutes(100)
    const parts = [call('national', 60), call('mobile', 60), call('national', 60)].map(event =>
      given(coverEvent(event, [allowance]))
    )
    expect(parts).toEqual([[60], [40], []])
    expect(allowance.left).toBe(0)
  })

  it('is used in the order given, each for its part', () => {
    const [first, second, third] = [minutes(10), minutes(20), minutes(10)]
    const parts = coverEvent(call('national', 35), [first, second, third])
    expect(parts).toEqual([
      { allowance: first, ticks: 10 },
      { allowance: second, ticks: 20 },
      { allowance: third, ticks: 5 }
    ])
    expect(third.left).toBe(5)
  })

  it('covers only its own service and zones', () => {
    const [national, sms] = [minutes(100, { zones: ['national'] }), minutes(5, { service: 'sms' })]
    expect(coverEvent(call('premium', 30), [national, sms])).toEqual([])
    expect(given(coverEvent(call('national', 30), [sms, national]))).toEqual([30])
    expect([national.left, sms.left]).toEqual([70, 5])
  })

  it('may be unlimited or nothing at all', () => {
    const all = minutes(null)
    expect(coverEvent(call('national', 2 ** 52), [minutes(0), all])).toEqual([{ allowance: all, ticks: 2 ** 52 }])
    expect(coverEvent(call('x', 0), [all])).toEqual([])
    expect(all.left).toBeNull()
  })

  it.each([-1, 0.5, Number.NaN, 2 ** 53, Infinity])('refuses a quantity of %s ticks', ticks => {
    expect(() => coverEvent(call('national', ticks), [])).toThrow('not a quantity of ticks')
  })

  it('covers never more than was used or granted, and every tick is accounted for', () => {
    const zones = fc.constantFrom('national', 'mobile', 'premium')
    const events = fc.array(fc.tuple(zones, fc.nat(1000)).map(([zone, ticks]) => call(zone, ticks)))
    const grants = fc.array(fc.tuple(fc.option(fc.nat(3000)), fc.option(fc.array(zones))), { maxLength: 5 })
    fc.assert(
      fc.property(events, grants, (used, granted) => {
        const allowances = granted.map(([ticks, only]) => minutes(ticks, { zones: only }))
        const parts = used.map(event => coverEvent(event, allowances))
        for (const [index, event] of parts.entries()) {
          const covered = given(event).reduce((sum, ticks) => sum + ticks, 0)
          expect(covered).toBeLessThanOrEqual(used[index]?.billedTicks ?? 0)
        }
        for (const [index, [ticks]] of granted.entries()) {
          if (ticks === null) continue
          const taken = parts.flat().filter(part => part.allowance === allowances[index])
          expect(given(taken).reduce((sum, part) => sum + part, 0) + (allowances[index]?.left ?? 0)).toBe(ticks)
        }
      })
    )
  })
})
