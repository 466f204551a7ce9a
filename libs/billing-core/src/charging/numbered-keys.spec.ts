import { keyedAsBilled } from './numbered-keys.ts'
import type { ChargeRules } from './owed-charges.ts'
import { reconcile } from './reconcile.ts'
import { sampleTarget } from './sample-target.ts'
import type { BilledCharge, LineDelta, TargetCharge } from './target-charge.ts'

const cent: ChargeRules = { roundingOf: () => ({ mode: 'half-up', step: 10_000n }), taxOf: () => null }

/** '2026-03-05 5.00 Small', in order of days, as a plugin numbers them. */
function events(...told: readonly string[]): TargetCharge[] {
  return told.map((text, index) => {
    const [day = '', amount = '', description = 'Small'] = text.split(' ')
    const until = Temporal.PlainDate.from(day).add({ days: 1 })
    const charge = sampleTarget(`fee:s:${index + 1}`, `${day}..${until}`, amount, `fee ${index + 1}`)
    const periodUntil = Temporal.PlainDate.from('9999-12-31')
    return { ...charge, description, periodUntil, numbered: true }
  })
}

function charged(targets: readonly TargetCharge[], billed: readonly BilledCharge[] = []): LineDelta[] {
  return reconcile(keyedAsBilled(targets, billed), billed, cent)
}

function billedBy(lines: readonly LineDelta[], invoice: string): BilledCharge[] {
  return lines.flatMap(({ parts }, index) =>
    parts.map(({ corrects, ...part }) => ({ ...part, invoice, line: index + 1, correction: corrects !== null }))
  )
}

const shown = (lines: readonly LineDelta[]): string[] =>
  lines.map(({ amount, from, parts }) => `${parts[0].key} ${from} ${Number(amount) / 1e6}`)

describe('events that are told apart by number', () => {
  const first = billedBy(charged(events('2026-03-05 5', '2026-04-02 5')), 'i1')

  it('are numbered in order of days', () => {
    expect(first.map(({ key, series }) => `${key} ${series}`)).toEqual(['fee:s:1 fee 1', 'fee:s:2 fee 2'])
  })

  it('keep the number under which their day was billed, and one that is told late has its own', () => {
    const lines = charged(events('2026-03-03 5', '2026-03-05 5', '2026-04-02 5'), first)
    expect(shown(lines)).toEqual(['fee:s:3 2026-03-03 5'])
    expect(lines[0]?.parts[0].series).toBe('fee 3')
    const later = [...first, ...billedBy(lines, 'i2')]
    expect(charged(events('2026-03-03 5', '2026-03-05 5', '2026-04-02 5'), later)).toEqual([])
    expect(shown(charged(events('2026-03-01 5', '2026-03-03 5', '2026-03-05 5', '2026-04-02 5'), later))).toEqual([
      'fee:s:4 2026-03-01 5'
    ])
  })

  it('give back the fee of the one that is taken back, under its day', () => {
    const lines = charged(events('2026-04-02 5'), first)
    expect(shown(lines)).toEqual(['fee:s:1 2026-03-05 -5'])
    const later = [...first, ...billedBy(lines, 'i2')]
    expect(charged(events('2026-04-02 5'), later)).toEqual([])
    expect(shown(charged(events('2026-03-20 5', '2026-04-02 5'), later))).toEqual(['fee:s:3 2026-03-20 5'])
  })

  it('keep their fee when they are dated anew', () => {
    expect(charged(events('2026-03-07 5', '2026-04-02 5'), first)).toEqual([])
    expect(shown(charged(events('2026-03-07 6', '2026-04-02 5'), first))).toEqual(['fee:s:1 2026-03-05 1'])
  })

  it('that are asked for under another name on another day are others', () => {
    expect(shown(charged(events('2026-03-07 7 Large', '2026-04-02 5'), first))).toEqual([
      'fee:s:3 2026-03-07 7',
      'fee:s:1 2026-03-05 -5'
    ])
    expect(shown(charged(events('2026-03-05 7 Large', '2026-04-02 5'), first))).toEqual(['fee:s:1 2026-03-05 2'])
  })

  it('are left alone where two were billed under one day, as numbers by order did', () => {
    const second = first.map(charge => ({ ...charge, key: 'fee:s:2', series: 'fee 2', invoice: 'i2' })).slice(0, 1)
    expect(charged(events('2026-03-03 5', '2026-03-05 5'), [...first.slice(0, 1), ...second])).toEqual([])
  })

  it('keep what was credited of them', () => {
    const noted = first.map(charge => (charge.key === 'fee:s:1' ? { ...charge, credited: charge.amount } : charge))
    expect(shown(charged(events('2026-03-03 5', '2026-03-05 5', '2026-04-02 5'), noted))).toEqual([
      'fee:s:3 2026-03-03 5'
    ])
    expect(charged(events('2026-03-07 5', '2026-04-02 5'), noted)).toEqual([])
  })

  it('are no matter of charges that have no number', () => {
    const rent = sampleTarget('rent:s:1', '2026-03-01..2026-04-01', '31')
    expect(keyedAsBilled([rent], first)).toEqual([rent])
  })
})
