import { parseDecimal } from '../values/index.ts'
import type { ChargeRules } from './owed-charges.ts'
import { reconcile } from './reconcile.ts'
import { sampleTarget } from './sample-target.ts'
import type { BilledCharge, TargetCharge } from './target-charge.ts'

const francs: ChargeRules = { roundingOf: () => ({ mode: 'half-up', step: 50_000n }), taxOf: () => null }

const bond = (key: string, exact: string, more: Partial<TargetCharge> = {}): TargetCharge => {
  const target = sampleTarget(key, '2026-03-01..2026-03-02', exact, key)
  return { ...target, type: 'bond', ledger: 'bond', category: 'bond', ...more }
}

const billedAs = (target: TargetCharge, amount: string): BilledCharge => {
  const { from, periodUntil = target.until, until } = target
  const of = { invoice: 'i1', line: 1, covers: { from, until }, tax: null, correction: false }
  return { ...target, ...of, periodUntil, amount: parseDecimal(amount) }
}

const lines = (...sides: readonly (readonly [TargetCharge, string | null])[]): string[] => {
  const billed = sides.flatMap(([target, amount]) => (amount === null ? [] : [billedAs(target, amount)]))
  const targets = sides.map(([target]) => target)
  return reconcile(targets, billed, francs).map(({ amount, parts: [{ key }] }) => `${key} ${Number(amount) / 1e6}`)
}

describe('a bond of an operator who rounds to 0.05', () => {
  it('is charged and given back in coins', () => {
    expect(lines([bond('taken', '200.03'), null], [bond('drawn', '-33.33'), null])).toEqual([
      'taken 200.03',
      'drawn -33.33'
    ])
  })

  it('stays as it was billed in steps, where that came to what it should', () => {
    expect(lines([bond('taken', '200.03'), '200.05'], [bond('returned', '-200.03'), '-200.05'])).toEqual([])
    const drawn = [bond('drawn', '-57.43'), '-57.45'] as const
    expect(lines([bond('taken', '200.00'), '200'], drawn, [bond('returned', '-142.57'), '-142.55'])).toEqual([])
  })

  it('is set right where it was billed in steps and too much is held, or too little', () => {
    expect(lines([bond('taken', '200.03'), '200.05'])).toEqual(['taken -0.02'])
    const three = ['a', 'b', 'c'].map(key => [bond(key, '-33.33'), '-33.35'] as const)
    expect(lines([bond('taken', '100.00'), '100'], ...three)).toEqual(['a 0.02', 'b 0.02', 'c 0.02'])
  })

  it('is not evened out with that of another subscription', () => {
    const other = bond('returned', '-200.03', { subscription: 't' })
    expect(lines([bond('taken', '200.03'), '200.05'], [other, '-200.05'])).toEqual(['taken -0.02', 'returned 0.02'])
  })

  it('leaves what is earned in steps', () => {
    expect(lines([bond('fee', '20.03', { type: 'fee', ledger: 'revenue' }), null])).toEqual(['fee 20.05'])
  })
})
