// Suspensions of any kind, told late, corrected and taken back, against a calculator that walks the calendar one day at a time.
import fc from 'fast-check'
import type { Fact } from '@farthing/billing-core'
import { allPlugins, rulesOf } from '../scenarios/play.ts'
import { billedFor, monthAround } from './billed-on-paper.ts'
import { dayOf, midnight, zone } from './random-account.ts'

/** Price of a month by kind of suspension, in cents; '' for one of no kind, or of one that no line names. */
interface Prices {
  readonly text: string
  readonly usual: number
  readonly kinds: Readonly<Record<string, number>>
}
const USUAL = 3_100
const LINES: Readonly<Record<string, Prices>> = {
  none: { text: '', usual: USUAL, kinds: {} },
  general: { text: '{ free while suspended }', usual: USUAL, kinds: { '': 0 } },
  wish: { text: '{ free while suspended because of holiday }', usual: USUAL, kinds: { holiday: 0 } },
  debt: {
    text: '{ at 6.20 while suspended; at 31.00 while suspended because of debt }',
    usual: USUAL,
    kinds: { '': 620, debt: USUAL }
  },
  both: {
    text: '{ free while suspended because of holiday; at 3.10 while suspended because of debt, loss; at 12.40 while suspended }',
    usual: USUAL,
    kinds: { '': 1_240, debt: 310, holiday: 0, loss: 310 }
  }
}
const KINDS = [undefined, 'holiday', 'debt', 'loss', 'strike']

const registry = await allPlugins()
const names = Object.keys(LINES)
const rules = rulesOf(
  [
    `operator "Paper" { currency AUD; time zone "${zone}"; country 61; round half up to 0.01; suspensions holiday, debt, loss }`,
    'plan bare "Bare" { from 2026-01-01 }',
    ...names.map(name => `plan ${name} "Rent" { rent 31.00 per month ${LINES[name]?.text} }`),
    ...names.map(name => `plan ${name}-late "Rent" { rent 31.00 per month in arrears ${LINES[name]?.text} }`),
    ...names.map(name => `standard charge ${name} "Added" 31.00 per month ${LINES[name]?.text}`)
  ].join('\n'),
  registry
)

interface Turn {
  readonly on: number
  readonly delay: number
  /** 'resume', or a suspension of this kind of `KINDS`. */
  readonly what: number
  /** What becomes of it: it stands, it is taken back, or it is corrected to another kind. */
  readonly fate: 'stands' | 'gone' | 'other'
}
const turn = fc.record({
  on: fc.integer({ min: 0, max: 200 }),
  delay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 120 })),
  what: fc.integer({ min: -2, max: KINDS.length - 1 }),
  fate: fc.constantFrom<Turn['fate']>('stands', 'stands', 'stands', 'gone', 'other')
})
const lives = fc.record({
  line: fc.constantFrom(...names),
  how: fc.constantFrom<'rent' | 'late' | 'added'>('rent', 'late', 'added'),
  billDay: fc.integer({ min: 1, max: 31 }),
  turns: fc.array(turn, { maxLength: 8 })
})
type Life = typeof lives extends fc.Arbitrary<infer L> ? L : never

const END = 260
const base = (id: string, on: number, known: number) => {
  return { id, effective: dayOf(on), known: midnight(dayOf(known)), supersedes: null }
}

function factsOf({ billDay, how, line, turns }: Life): Fact[] {
  const subscription = 's'
  const plan = how === 'added' ? 'bare' : how === 'late' ? `${line}-late` : line
  const added: Fact[] = [
    { ...base('add', 0, 0), kind: 'deed', subscription, deed: 'add-charge', fields: { charge: line } }
  ]
  return [
    { ...base('opened', 0, 0), kind: 'account-opened', billDay, zone, currency: 'AUD' },
    { ...base('start', 0, 0), kind: 'subscribed', subscription, as: 's', plan, identities: [] },
    ...(how === 'added' ? added : []),
    ...turns.flatMap(({ delay, fate, on, what }, index): Fact[] => {
      const told = base(`f${index}`, on, on + delay)
      const of = (kind: string | undefined) => (kind === undefined ? {} : { suspension: kind })
      const fact: Fact =
        what < 0
          ? { ...told, kind: 'resumed', subscription }
          : { ...told, kind: 'suspended', subscription, ...of(KINDS[what]) }
      const later = { ...base(`${told.id}-then`, on, on + delay + 20), supersedes: told.id }
      if (fate === 'stands') return [fact]
      if (fate === 'gone') return [fact, { ...later, kind: 'withdrawn' }]
      return [fact, { ...later, kind: 'suspended', subscription, ...of(KINDS[(what + 3) % KINDS.length]) }]
    }),
    { ...base('end', END, END), kind: 'terminated', subscription }
  ]
}

/** Of each day: null while active, else the kind of the suspension, '' for none. Nothing is known but what stands in the end, in the order in which it was told. */
function states(facts: readonly Fact[]): (string | null)[] {
  const gone = new Set(facts.map(({ supersedes }) => supersedes))
  const told = facts
    .filter(fact => !gone.has(fact.id))
    .toSorted((a, b) => Temporal.Instant.compare(a.known, b.known) || (a.id < b.id ? -1 : 1))
  let held: string | null = null
  return Array.from({ length: END }, (_, offset) => {
    for (const fact of told) {
      if (!fact.effective.equals(dayOf(offset))) continue
      if (fact.kind === 'resumed') held = null
      if (fact.kind === 'suspended') held = fact.suspension ?? held ?? ''
    }
    return held
  })
}

/** Ten-thousandths of a cent, before rounding. */
function onPaper(life: Life): number {
  const { kinds = {}, usual = USUAL }: Partial<Prices> = LINES[life.line] ?? {}
  return states(factsOf(life)).reduce((sum, held, offset) => {
    const other = held === null ? usual : (kinds[held] ?? kinds[''] ?? usual)
    return sum + (Math.min(other, usual) * 10_000) / monthAround(dayOf(offset), life.billDay)
  }, 0)
}

const lineSums = (facts: readonly Fact[], bills: readonly number[]) => billedFor(facts, bills, { registry, rules })

const total = (sums: ReadonlyMap<string, bigint>): number =>
  Number([...sums.values()].reduce((all, one) => all + one, 0n))

describe('days of a suspension', () => {
  it('come to what counting them on paper gives, whatever was told of them', () => {
    fc.assert(
      fc.property(lives, life => {
        const sums = lineSums(factsOf(life), [400])
        // half a cent for each line that was rounded
        expect(Math.abs(total(sums) - onPaper(life))).toBeLessThanOrEqual(5_000 * sums.size + 1)
      }),
      { numRuns: 150 }
    )
  })

  it('told late, bill by bill, end in the money of the same told in time', () => {
    fc.assert(
      fc.property(lives, fc.array(fc.integer({ min: 0, max: 390 }), { maxLength: 4 }), (life, bills) => {
        const facts = factsOf(life)
        expect(lineSums(facts, [...bills.toSorted((a, b) => a - b), 400])).toEqual(lineSums(facts, [400]))
      }),
      { numRuns: 60 }
    )
  })

  it('of each kind, from each day of a month to each other one, cost their own price', () => {
    const wrong: object[] = []
    let tried = 0
    for (const line of names) {
      for (const [what, kind] of KINDS.entries()) {
        for (let from = 11; from < 42; from += 4) {
          for (let until = from + 1; until < 46; until += 8) {
            const turns: Turn[] = [
              { on: from, what, delay: 0, fate: 'stands' },
              { on: until, what: -1, delay: 0, fate: 'stands' }
            ]
            const life: Life = { line, how: tried % 2 === 0 ? 'rent' : 'added', billDay: 1, turns }
            const sums = lineSums(factsOf(life), [400])
            tried += 1
            const difference = total(sums) - onPaper(life)
            if (Math.abs(difference) > 5_000 * sums.size + 1) wrong.push({ line, kind, from, until, difference })
          }
        }
      }
    }
    expect(wrong.slice(0, 5)).toEqual([])
    expect(tried).toBeGreaterThan(400)
  })
})
