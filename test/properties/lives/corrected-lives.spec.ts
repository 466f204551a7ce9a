// Lives in which invoices are cancelled and billed anew, and changes charged at once: in the end all is charged as if that had not been.
import type { LifeResult } from '@farthing/simulator'
import { allPlugins } from '../../scenarios/play.ts'
import { type AnyLife, anyLife, LAST_DAY } from './any-life.ts'
import { moneyApart } from './compare-lives.ts'
import { dayOf, type Fact } from './kinds-of-facts.ts'
import { isWhole, openPlays } from './play-life.ts'

const plays = openPlays(await allPlugins())
const seed = Number(process.env['FARTHING_SEED'] ?? Math.floor(Math.random() * 1_000_000))
const LIVES = Number(process.env['FARTHING_LIVES'] ?? 6)
const STEPS = 40
const CORRECTIONS = 8

const END = dayOf(LAST_DAY)
const MONTHLY: readonly Fact[] = [
  { on: END, do: 'advance' },
  { on: END, do: 'bill' }
]
const CHANGES = ['change', 'feature', 'suspend', 'resume', 'terminate']
/** What is paid, and the rules published meanwhile, have a part in what a bond or a price comes to. */
const LEFT_OUT = ['pay', 'publish']

/** Numbers in the order of a stride: which of the facts are charged at once, and which invoices are corrected when. */
function corrected({ billDay, steps }: AnyLife, index: number): Fact[] {
  const facts = steps.map(({ fact }) => fact).filter(fact => !LEFT_OUT.includes(String(fact['do'])))
  const atOnce = facts.map((fact, place): Fact => {
    return CHANGES.includes(String(fact['do'])) && (place + index) % 2 === 0 ? { ...fact, charged: 'now' } : fact
  })
  const corrections = Array.from({ length: CORRECTIONS }, (_, place): Fact[] => {
    const on = 60 + ((place * 97 + index * 31 + billDay) % 780)
    const number = 1 + ((place * 13 + index * 7) % Math.ceil(on / 20)) // one of those that there may be by then
    const invoice = place % 2 === 0 ? {} : { invoice: `INV-${String(number).padStart(6, '0')}` }
    const cancelled = { on: dayOf(on), do: 'cancel-invoice', reason: 'wrong', ...invoice }
    return place % 4 === 3 ? [cancelled] : [cancelled, { on: dayOf(on + 1), do: 'rebill', reason: 'wrong' }]
  })
  return [...(index % 2 === 0 ? IN_GROUPS : []), ...atOnce, ...corrections.flat()]
}

/** Of bills with several invoices one may be cancelled, and others stand. */
const IN_GROUPS = ['s1', 's2'].map((as, index): Fact => {
  return { on: dayOf(60), do: 'set-invoice-group', as, group: index === 0 ? 'home' : 'fleet' }
})

async function whole(
  life: AnyLife,
  facts: readonly Fact[]
): Promise<{ readonly facts: readonly Fact[]; readonly result: LifeResult }> {
  const result = await plays(life)([...facts, ...MONTHLY])
  if (isWhole(result)) return { facts, result }
  const wrong = new Set(result.refused.map(({ fact }) => fact - 1)) // an invoice is cancelled where none stands
  return whole(
    life,
    facts.filter((_, place) => !wrong.has(place))
  )
}

const standing = (result: LifeResult): LifeResult => {
  return { ...result, invoices: result.invoices.filter(({ cancelledBy }) => cancelledBy === null) }
}

describe('a life that is corrected', () => {
  it.each(Array.from({ length: LIVES }, (_, index) => index))(
    `comes to the same money: seed ${seed}, life %i`,
    async index => {
      const life = anyLife(seed, index * 4, STEPS)
      const { facts, result } = await whole(life, corrected(life, index))
      const refused = new Set(result.refused.map(({ fact }) => fact - 1))
      const plain = facts
        .filter((fact, place) => !refused.has(place) && !['rebill', 'cancel-invoice'].includes(String(fact['do'])))
        .map(({ charged: _, ...fact }): Fact => fact)
      const once = await whole(life, plain)
      expect([result.parked, once.result.parked, once.result.refused]).toEqual([[], [], []])
      expect({ apart: moneyApart(standing(once.result), standing(result)), seed, index }).toEqual({
        apart: null,
        seed,
        index
      })
      expect(result.invoices.filter(({ cancelledBy }) => cancelledBy !== null).length).toBeGreaterThan(0)
    }
  )
})

/** Of ten days all happens on one: things meet that random days keep apart. */
function crowded({ steps }: AnyLife): Fact[] {
  const first = Temporal.PlainDate.from(dayOf(0))
  return steps
    .map(({ fact }) => fact)
    .filter(fact => !LEFT_OUT.includes(String(fact['do'])))
    .map((fact): Fact => {
      const day = String(fact['on'] ?? fact['at']).slice(0, 10)
      const on = dayOf(Math.ceil(first.until(day).days / 10) * 10)
      return fact['at'] === undefined ? { ...fact, on } : { ...fact, at: `${on}T10:30` }
    })
}

describe('a life in which much happens on one day', () => {
  it.each(Array.from({ length: LIVES }, (_, index) => index))(
    `is billed every month what it is at once: seed ${seed}, life %i`,
    async index => {
      const life = anyLife(seed, index * 4 + 1, STEPS * 2)
      const { facts, result } = await whole(life, crowded(life))
      const refused = new Set(result.refused.map(({ fact }) => fact - 1))
      const left = facts.filter((_, place) => !refused.has(place))
      const once = await plays(life)([...left, { on: END, do: 'bill' }])
      if (!isWhole(once)) throw new Error('it cannot be billed once')
      expect([result.parked, once.parked, once.refused]).toEqual([[], [], []])
      expect({ apart: moneyApart(once, result), seed, index }).toEqual({ apart: null, seed, index })
    }
  )
})
