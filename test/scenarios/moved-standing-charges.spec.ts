// What was told of a standing charge before its subscription moved holds afterwards too: each account is charged its days of it.
import { formatDecimal } from '@farthing/billing-core/values'
import { coins } from '../properties/lives/coins.ts'
import { coastal } from './coastal.ts'
import { play } from './play.ts'

const rules = `${coastal}
standard charge router "Router" 31.00 per month in advance
standard charge late "Late" 31.00 per month in arrears
`
type Fact = Record<string, unknown>

const router = (on: string, deed: 'add' | 'change' | 'end', more: Fact = {}): Fact => {
  return { on, do: `${deed}-charge`, as: 's1', charge: 'router', ...more }
}

/** What each account is charged of it, by the month of the bill's lines: '2026-02 31.00'. */
async function chargedOf(facts: readonly Fact[], moved: readonly string[]): Promise<Record<string, string[]>> {
  const at = ['anna', 'bert', 'anna'].slice(0, moved.length + 1)
  const told = async (own: string): Promise<string[]> => {
    const named = (key: string, account = ''): Fact => (account === own ? {} : { [key]: account })
    const moves = moved.map((on, index) => {
      return { on, do: 'move', as: 's1', ...named('from', at[index]), ...named('to', at[index + 1]) }
    })
    const day = ({ known, on }: Fact): string => String(known ?? on)
    const subscribed = { on: '2026-01-01', do: 'subscribe', as: 's1', plan: 'mobile-20', ...named('account', 'anna') }
    const all = [...facts, ...moves].toSorted((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0))
    const last = { on: '2026-04-01', do: 'advance' }
    const { invoices } = await play({ rules, billDay: 1, facts: [subscribed, ...all, last] })
    const months = new Map<string, bigint>()
    for (const { amount, description, from } of invoices.flatMap(({ lines }) => lines)) {
      const month = from.slice(0, 7)
      if (/^(Router|Late)/.test(description)) months.set(month, (months.get(month) ?? 0n) + coins(amount))
    }
    return [...months]
      .flatMap(([month, cents]) => (cents === 0n ? [] : [`${month} ${formatDecimal(cents * 10_000n, 2)}`]))
      .toSorted()
  }
  return Object.fromEntries(await Promise.all([...new Set(at)].map(async own => [own, await told(own)] as const)))
}

const added = router('2026-01-01', 'add')
const LIVES: [string, Fact[], Record<'never' | 'moved' | 'back', Record<string, string[]>>][] = [
  [
    'a change before the move',
    [added, router('2026-02-01', 'change', { quantity: 2 })],
    {
      never: { anna: ['2026-01 31.00', '2026-02 62.00', '2026-03 62.00', '2026-04 62.00'] },
      moved: { anna: ['2026-01 31.00', '2026-02 31.00'], bert: ['2026-02 31.00', '2026-03 62.00', '2026-04 62.00'] },
      back: {
        anna: ['2026-01 31.00', '2026-02 31.00', '2026-03 32.00', '2026-04 62.00'],
        bert: ['2026-02 31.00', '2026-03 30.00']
      }
    }
  ],
  [
    'a price of its own, told late',
    [added, router('2026-02-01', 'change', { price: '62.00', known: '2026-03-20' })],
    {
      never: { anna: ['2026-01 31.00', '2026-02 62.00', '2026-03 62.00', '2026-04 62.00'] },
      moved: { anna: ['2026-01 31.00', '2026-02 31.00'], bert: ['2026-02 31.00', '2026-03 62.00', '2026-04 62.00'] },
      back: {
        anna: ['2026-01 31.00', '2026-02 31.00', '2026-03 32.00', '2026-04 62.00'],
        bert: ['2026-02 31.00', '2026-03 30.00']
      }
    }
  ],
  [
    'an end on the day before the move',
    [added, router('2026-02-14', 'end')],
    {
      never: { anna: ['2026-01 31.00', '2026-02 14.39'] },
      moved: { anna: ['2026-01 31.00', '2026-02 14.39'], bert: [] },
      back: { anna: ['2026-01 31.00', '2026-02 14.39'], bert: [] }
    }
  ],
  [
    'an end before the move, told after it',
    [added, router('2026-02-01', 'end', { known: '2026-03-20' })],
    {
      never: { anna: ['2026-01 31.00'] },
      moved: { anna: ['2026-01 31.00'], bert: [] },
      back: { anna: ['2026-01 31.00'], bert: [] }
    }
  ],
  [
    'one that was ended on its first day',
    [added, router('2026-01-01', 'end')],
    { never: { anna: [] }, moved: { anna: [], bert: [] }, back: { anna: [], bert: [] } }
  ],
  [
    'one that ended, and another of its name',
    [added, router('2026-01-11', 'end'), router('2026-02-05', 'add', { quantity: 2 })],
    {
      never: { anna: ['2026-01 10.00', '2026-02 53.14', '2026-03 62.00', '2026-04 62.00'] },
      moved: { anna: ['2026-01 10.00', '2026-02 22.14'], bert: ['2026-02 31.00', '2026-03 62.00', '2026-04 62.00'] },
      back: {
        anna: ['2026-01 10.00', '2026-02 22.14', '2026-03 32.00', '2026-04 62.00'],
        bert: ['2026-02 31.00', '2026-03 30.00']
      }
    }
  ],
  [
    'an end after the move',
    [added, router('2026-03-11', 'end')],
    {
      never: { anna: ['2026-01 31.00', '2026-02 31.00', '2026-03 10.00'] },
      moved: { anna: ['2026-01 31.00', '2026-02 15.50'], bert: ['2026-02 15.50', '2026-03 10.00'] },
      back: { anna: ['2026-01 31.00', '2026-02 15.50'], bert: ['2026-02 15.50', '2026-03 10.00'] }
    }
  ],
  [
    'one in arrears, changed before the move',
    [
      { ...added, charge: 'late' },
      { ...router('2026-02-01', 'change', { quantity: 2 }), charge: 'late' }
    ],
    {
      never: { anna: ['2026-01 31.00', '2026-02 62.00', '2026-03 62.00'] },
      moved: { anna: ['2026-01 31.00', '2026-02 31.00'], bert: ['2026-02 31.00', '2026-03 62.00'] },
      back: {
        anna: ['2026-01 31.00', '2026-02 31.00', '2026-03 32.00'],
        bert: ['2026-02 31.00', '2026-03 30.00']
      }
    }
  ]
]

describe('a standing charge of a subscription', () => {
  it.each(LIVES)('costs as much wherever that is: %s', async (_, facts, { back, moved, never }) => {
    expect(await chargedOf(facts, [])).toEqual(never)
    expect(await chargedOf(facts, ['2026-02-15'])).toEqual(moved)
    expect(await chargedOf(facts, ['2026-02-15', '2026-03-16'])).toEqual(back)
  })
})
