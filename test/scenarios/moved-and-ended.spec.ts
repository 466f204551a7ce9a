// Who takes a subscription over and ends it on the day of the move pays for the end, as on any later day.
import { coastal } from './coastal.ts'
import { linesOf, play } from './play.ts'

const rules = `${coastal}
plan bound "Bound" {
  rent 31.00 per month in advance, prorated by day
  bond 50.00
  termination fee 20.00
  contract year "Year" { term 12 months; ending fee 30.00; early exit 25.00 per month left }
}
standard charge router "Router" 31.00 per month
`
type Fact = Record<string, unknown>

const signed: Fact = { on: '2026-01-05', do: 'sign-contract', as: 's1', contract: 'year' }
const router: Fact = { on: '2026-01-05', do: 'add-charge', as: 's1', charge: 'router' }
const move = (more: Fact = {}): Fact => ({ on: '2026-01-20', do: 'move', as: 's1', ...more })
const end = (on: string, more: Fact = {}): Fact => ({ on, do: 'terminate', as: 's1', ...more })

/** What happened in the contract and its bonds, by account, and what was not held. */
async function told(facts: readonly Fact[]): Promise<Record<string, string[]>> {
  const of = async (own: string): Promise<[string, string[]]> => {
    const named = (key: string, account: string): Fact => (account === own ? {} : { [key]: account })
    const all = facts.map(fact => {
      return fact['do'] === 'move' ? { ...fact, ...named('from', 'anna'), ...named('to', 'bert') } : fact
    })
    const subscribed = { on: '2026-01-01', do: 'subscribe', as: 's1', plan: 'bound', ...named('account', 'anna') }
    const last = { on: '2026-04-01', do: 'advance' }
    const life = await play({ rules, billDay: 1, facts: [subscribed, signed, router, ...all, last] })
    const days = linesOf(life, text => /:|Router/.test(text)).map(line => line.slice('2026-01-01: '.length))
    return [own, [...days, ...life.dropped.map(({ reason }) => reason)]]
  }
  return Object.fromEntries(await Promise.all(['anna', 'bert'].map(of)))
}

const early = ['Bound: termination fee', 'Year: early exit', 'Year: ending']

/** The fees for its end that an account pays. */
async function paid(...facts: Fact[]): Promise<Record<string, string[]>> {
  const lines = await told(facts)
  const fees = (own: string[]): string[] => {
    return own.flatMap(line => early.filter(fee => line.startsWith(fee))).toSorted()
  }
  return Object.fromEntries(Object.entries(lines).map(([account, own]) => [account, fees(own)]))
}

describe('a subscription that ends', () => {
  it.each<[string, Fact[], Record<string, string[]>]>([
    ['and was never moved', [end('2026-01-20')], { anna: early, bert: [] }],
    ['before the day of its move', [move(), end('2026-01-19', { known: '2026-01-20' })], { anna: early, bert: [] }],
    ['on the day of its move', [move(), end('2026-01-20')], { anna: [], bert: early }],
    ['on that day, told late', [move(), end('2026-01-20', { known: '2026-02-10' })], { anna: [], bert: early }],
    [
      'on that day, both told late',
      [move({ known: '2026-02-05' }), end('2026-01-20', { known: '2026-02-10' })],
      { anna: [], bert: early }
    ],
    ['on the day after', [move(), end('2026-01-21')], { anna: [], bert: early }],
    ['on that day, and is moved too late', [end('2026-01-20'), move()], { anna: early, bert: [] }]
  ])('%s, is charged to who has it then', async (_, facts, expected) => {
    expect(await paid(...facts)).toEqual(expected)
  })

  it('on the day of its move leaves no bond and no days behind', async () => {
    const { anna = [], bert = [] } = await told([move(), end('2026-01-20')])
    expect(anna).toEqual([
      'Bound: bond 2026-01-01 50.00',
      'Router 2026-01-05 15.00',
      'Bound: bond returned 2026-01-20 -50.00'
    ])
    expect(bert.filter(line => !early.some(fee => line.startsWith(fee)))).toEqual([])
  })
})
