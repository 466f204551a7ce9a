import { date } from '@farthing/plugin-sdk'
import { type Include, includeTerms } from './include-statement.ts'

const include: Include = {
  ticks: 60_000_000,
  service: 'voice',
  zones: ['national', 'mobile'],
  prorated: false,
  rollOver: 0,
  lasts: null,
  shared: false,
  days: null
}
const cycle = { from: date('2026-03-01'), until: date('2026-04-01') }
const at = { rule: 'plan mobile-40 > include', file: 'plans.rules', line: 20, column: 3 }

const granted = (value: Include, days = cycle) =>
  includeTerms.grants?.(value, { at, plan: 'mobile-40', cycle, full: cycle, days })

describe('an allowance', () => {
  it('is granted whole for the cycle, under a name of its own', () => {
    expect(granted(include)).toEqual([
      {
        id: 'mobile-40 voice mobile,national',
        ticks: 60_000_000,
        service: 'voice',
        zones: ['national', 'mobile'],
        rule: at
      }
    ])
  })

  it('may roll over, be shared, or last until a day of its own', () => {
    expect(granted({ ...include, rollOver: 2, shared: true })).toMatchObject([{ rollOver: 2, shared: true }])
    const days = { from: date('2026-03-10'), until: date('2026-04-01') }
    const expires = granted({ ...include, lasts: { unit: 'day', count: 10 } }, days)?.[0]?.expires
    expect(expires?.toString()).toBe('2026-03-20')
  })

  it('may be less in a part of a cycle: that part of it, rounded down', () => {
    const days = { from: date('2026-03-10'), until: date('2026-03-20') }
    expect(granted({ ...include, ticks: 1_000_000, prorated: true }, days)).toMatchObject([
      { id: 'mobile-40 voice mobile,national 2026-03-10', ticks: 322_580 }
    ])
  })

  it.each([
    [{}, false],
    [{ shared: true }, true],
    [{ rollOver: 1 }, true],
    [{ lasts: { unit: 'day', count: 10 } as const }, true]
  ])('%j outlasts its cycle or subscription: %s', (more, outlasts) => {
    expect(includeTerms.outlasts?.({ ...include, ...more })).toBe(outlasts)
  })
})
