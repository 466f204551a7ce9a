import fc from 'fast-check'
import { periodContaining } from '../periods/index.ts'
import { type Interval, date, interval, parseDecimal } from '../values/index.ts'
import { PRORATION_MODES, type ProrationMode, prorate } from './prorate.ts'

const MELBOURNE = { zone: 'Australia/Melbourne' }
const march = interval('2026-03-01', '2026-04-01')
const exact = (price: string, piece: Interval, full: Interval, mode: ProrationMode, at = MELBOURNE) =>
  prorate(parseDecimal(price), piece, full, { mode, ...at }).exact

describe('proration', () => {
  const stub = interval('2026-03-16', '2026-04-01')

  it('by day counts calendar days of the period', () => {
    expect(exact('40', stub, march, 'by day')).toBe(parseDecimal('20.645161'))
    expect(exact('-20', stub, march, 'by day')).toBe(parseDecimal('-10.322581'))
    expect(prorate(parseDecimal('40'), stub, march, { mode: 'by day', ...MELBOURNE }).step).toEqual({
      step: 'proration',
      detail: 'by day: 16/31 days of 40.00',
      result: '20.645161',
      said: '16 of 31 days'
    })
  })

  it.each([
    ['2026-01-31', '2026-02-28', '2026-02-15', '15'],
    ['2026-02-28', '2026-03-31', '2026-03-15', '15'],
    ['2026-03-16', '2026-04-16', '2026-04-01', '15'],
    ['2026-02-15', '2026-03-15', '2026-03-01', '14'],
    ['2028-01-30', '2028-02-29', '2028-02-10', '20'],
    ['2026-03-15', '2026-06-15', '2026-06-01', '14']
  ])('by day of 30: %s..%s from %s leaves %s days at a dollar a day', (from, until, start, days) => {
    const full = interval(from, until)
    const price = full.from.until(full.until).total({ unit: 'month', relativeTo: full.from }) > 2 ? '90' : '30'
    expect(exact(price, interval(start, until), full, 'by day of 30')).toBe(parseDecimal(days))
  })

  it('by day of 30 makes the 30th and the 31st one day, and counts weeks as they are', () => {
    const full = interval('2026-01-01', '2026-02-01')
    expect(exact('30', interval('2026-01-30', '2026-01-31'), full, 'by day of 30')).toBe(0n)
    expect(exact('30', interval('2026-01-31', '2026-02-01'), full, 'by day of 30')).toBe(parseDecimal('1'))
    const week = interval('2026-02-26', '2026-03-05')
    expect(exact('7', interval('2026-02-26', '2026-03-01'), week, 'by day of 30')).toBe(parseDecimal('3'))
  })

  it('full period charges a whole one, none waits for the next boundary', () => {
    expect(exact('40', stub, march, 'full period')).toBe(parseDecimal('40'))
    expect(exact('40', stub, march, 'none')).toBe(0n)
    expect(exact('40', interval('2026-03-01', '2026-03-16'), march, 'none')).toBe(parseDecimal('40'))
    expect(exact('40', interval('2026-03-16', '2026-03-16'), march, 'full period')).toBe(0n)
  })

  it('by second counts a day of 23 hours as 23 hours', () => {
    const week = interval('2026-10-01', '2026-10-08')
    const first = interval('2026-10-04', '2026-10-05')
    expect(exact('167', first, week, 'by second')).toBe(parseDecimal('23'))
    expect(exact('168', first, week, 'by second', { zone: 'Australia/Brisbane' })).toBe(parseDecimal('24'))
    expect(prorate(parseDecimal('167'), first, week, { mode: 'by second', ...MELBOURNE }).step.detail).toBe(
      'by second: 82800/601200 seconds of 167.00'
    )
  })

  it('by second takes exact instants inside the days', () => {
    const day = interval('2026-03-02', '2026-03-03')
    const noon = Temporal.ZonedDateTime.from('2026-03-02T12:00[Australia/Melbourne]').toInstant()
    expect(prorate(parseDecimal('24'), day, day, { mode: 'by second', ...MELBOURNE, from: noon }).exact).toBe(
      parseDecimal('12')
    )
    expect(() => prorate(1n, day, day, { mode: 'by second', ...MELBOURNE, from: noon.add({ hours: 13 }) })).toThrow(
      'not inside the period'
    )
  })

  it('by second survives the day that Apia skipped', () => {
    const skipped = interval('2011-12-30', '2011-12-31')
    const week = interval('2011-12-26', '2012-01-02')
    expect(exact('5', skipped, skipped, 'by second', { zone: 'Pacific/Apia' })).toBe(parseDecimal('5'))
    expect(exact('6', skipped, week, 'by second', { zone: 'Pacific/Apia' })).toBe(0n)
    expect(exact('6', interval('2011-12-26', '2011-12-30'), week, 'by second', { zone: 'Pacific/Apia' })).toBe(
      parseDecimal('4')
    )
  })

  it('refuses a piece that is not inside the period', () => {
    expect(() => prorate(1n, interval('2026-02-28', '2026-03-02'), march, { mode: 'by day', ...MELBOURNE })).toThrow(
      '2026-02-28..2026-03-02 is not inside the period 2026-03-01..2026-04-01'
    )
    const empty = interval('2026-03-01', '2026-03-01')
    expect(() => prorate(1n, empty, empty, { mode: 'by day', ...MELBOURNE })).toThrow('has no days')
  })
})

describe('proration, whatever the period', () => {
  const days = fc.integer({ min: 0, max: 4000 }).map(n => date('2020-01-01').add({ days: n }))
  const lengths = fc.record({
    unit: fc.constantFrom('month', 'week', 'day'),
    count: fc.integer({ min: 1, max: 12 })
  })
  const cases = fc.record({
    period: fc
      .tuple(fc.option(fc.integer({ min: 1, max: 31 })), lengths, days)
      .map(([billDay, length, day]) => periodContaining({ anchor: day, billDay }, length, day)),
    cut: fc.nat(),
    price: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
    mode: fc.constantFrom(...PRORATION_MODES)
  })

  it('a whole period costs the price, and two pieces cost what the whole does', () => {
    fc.assert(
      fc.property(cases, ({ period, cut, price, mode }) => {
        const whole = prorate(price, period, period, { mode, ...MELBOURNE }).exact
        expect(whole).toBe(price)
        const length = period.from.until(period.until).total({ unit: 'day' })
        const middle = period.from.add({ days: cut % (length + 1) })
        const left = prorate(price, { from: period.from, until: middle }, period, { mode, ...MELBOURNE }).exact
        const right = prorate(price, { from: middle, until: period.until }, period, { mode, ...MELBOURNE }).exact
        if (mode === 'full period') return
        const off = left + right - price
        // with 'none' an empty first piece has nothing to charge, and the rest waits for the boundary
        if (mode === 'none' && middle.equals(period.from)) return expect(right).toBe(price)
        expect(off >= -1n && off <= 1n).toBe(true)
      })
    )
  })
})
