// A subscription goes from one account to another: what each is billed, and that together it is what one would have been.
import { coastal } from './coastal.ts'
import { invoicesOf, play, type Story, table } from './play.ts'

const rules = `${coastal}
plan home "Home" {
  rent 31.00 per month, prorated by day
  setup 10.00
  bond 50.00
  tariff voice-standard
  include 310 min of voice, prorated by day
  contract year "A year" { term 12 months; early exit 5.00 per month left }
  termination fee 7.00
}
feature mailbox "Mailbox" { rent 3.10 per month, prorated by day; setup 2.00 }
discount loyal "Loyalty" 10% off, of rent
standard charge router "Router" 6.20 per month
commitment line "Minimum" 310.00 per month, of usage
discount five "Five off" takes 5.00 off per cycle
discount most "At most" 50% off, of rent, at most 6.20 per cycle
`

type Fact = Record<string, unknown>

const from = 'anna'
const line = '+61412000001'
const subscribe: Fact = { on: '2026-03-01', do: 'subscribe', plan: 'home', as: line, features: ['mailbox'] }
const move = (on: string, more: Fact = {}): Fact => ({ on, do: 'move', from, to: 'bert', ...more })
const billed = (on: string): Fact => ({ on, do: 'advance' })
const call = (at: string, minutes: number, more: Fact = {}): Fact => {
  return { at, do: 'use', service: 'voice', quantity: `${minutes * 60}s`, to: '+61393334444', from: line, ...more }
}

/** The same story as the books of one of the accounts tell it. */
function asToldTo(account: string, facts: readonly Fact[]): object[] {
  return facts.map(fact => {
    if (fact['do'] === 'subscribe') return account === from ? fact : { ...fact, account: from }
    if (fact['do'] !== 'move') return fact
    const { from: left, to: taken, ...rest } = fact
    return { ...rest, ...(left === account ? {} : { from: left }), ...(taken === account ? {} : { to: taken }) }
  })
}

const lifeOf = (account: string, facts: readonly Fact[], more: Partial<Story> = {}) =>
  play({ rules, ...more, facts: asToldTo(account, facts) })

async function billsOf(facts: readonly Fact[], billDay = 1): Promise<Record<'anna' | 'bert', string[]>> {
  return {
    anna: invoicesOf(await lifeOf('anna', facts)),
    bert: invoicesOf(await lifeOf('bert', facts, { billDay }))
  }
}

describe('a subscription that is moved to another account', () => {
  it('costs each of them its days, in the cycles of each; nothing begins anew and nothing ends', async () => {
    const facts = [subscribe, { on: '2026-03-01', do: 'sign-contract', contract: 'year' }, move('2026-03-16')]
    const { anna, bert } = await billsOf([...facts, billed('2026-05-01')], 20)
    expect(anna).toEqual(
      table(`
        bill of 2026-03-01
        Home: bond        2026-03-01..2026-03-02  50.00
        Home: setup       2026-03-01..2026-03-02  10.00
        Mailbox: setup    2026-03-01..2026-03-02   2.00
        Home              2026-03-01..2026-04-01  31.00
        Mailbox           2026-03-01..2026-04-01   3.10
        total                                     96.10
        bill of 2026-04-01
        Home: bond returned 2026-03-16..2026-03-17 -50.00
        Home              2026-03-16..2026-04-01 -16.00
        Mailbox           2026-03-16..2026-04-01  -1.60
        total                                    -67.60
      `)
    )
    expect(bert).toEqual(
      table(`
        bill of 2026-03-20
        Home: bond        2026-03-16..2026-03-17  50.00
        Home              2026-03-16..2026-03-20   4.43
        Mailbox           2026-03-16..2026-03-20   0.44
        Home              2026-03-20..2026-04-20  31.00
        Mailbox           2026-03-20..2026-04-20   3.10
        total                                     88.97
        bill of 2026-04-20
        Home              2026-04-20..2026-05-20  31.00
        Mailbox           2026-04-20..2026-05-20   3.10
        total                                     34.10
      `)
    )
  })

  it('takes its contract along: who leaves it early pays, whoever signed', async () => {
    const facts = [
      subscribe,
      { on: '2026-03-01', do: 'sign-contract', contract: 'year' },
      move('2026-03-16'),
      { on: '2026-05-01', do: 'terminate' },
      billed('2026-05-01')
    ]
    const { anna, bert } = await billsOf(facts)
    expect(anna.filter(text => /exit|termination/.test(text))).toEqual([])
    expect(bert.filter(text => /exit|termination/.test(text))).toEqual([
      'A year: early exit 2026-05-01..2026-05-02 50.00',
      'Home: termination fee 2026-05-01..2026-05-02 7.00'
    ])
  })

  it('gives a bond back because it went, and not because it ended', async () => {
    const facts = [subscribe, move('2026-03-16'), { on: '2026-05-01', do: 'terminate', as: line }, billed('2026-05-01')]
    const why = async (account: string): Promise<string[]> => {
      const lines = (await lifeOf(account, facts)).invoices.flatMap(invoice => invoice.lines)
      const back = lines.filter(({ description }) => description === 'Home: bond returned')
      return back.flatMap(({ explanation: { steps }, from: day }) => steps.map(({ detail }) => `${day} ${detail}`))
    }
    expect(await why('anna')).toEqual(['2026-03-16 the subscription went to another account'])
    expect(await why('bert')).toEqual(['2026-05-01 the subscription ended'])
  })

  it('takes what was agreed for it along, and leaves behind what was agreed for the account', async () => {
    const facts = [
      subscribe,
      { on: '2026-03-01', do: 'add-charge', charge: 'router', as: line },
      { on: '2026-03-01', do: 'grant-discount', discount: 'loyal', as: line },
      move('2026-04-01', { known: '2026-03-20' }),
      billed('2026-05-01')
    ]
    const { anna, bert } = await billsOf(facts)
    expect(anna.slice(anna.indexOf('bill of 2026-04-01'))).toEqual(
      table(`
        bill of 2026-04-01
        Home: bond returned 2026-04-01..2026-04-02 -50.00
        total -50.00
      `)
    )
    expect(bert.slice(bert.indexOf('bill of 2026-05-01'))).toEqual(
      table(`
        bill of 2026-05-01
        Router            2026-05-01..2026-06-01   6.20
        Home              2026-05-01..2026-06-01  31.00
        Loyalty: Home     2026-05-01..2026-06-01  -3.10
        Mailbox           2026-05-01..2026-06-01   3.10
        Loyalty: Mailbox  2026-05-01..2026-06-01  -0.31
        total                                     36.89
      `)
    )
  })

  it('is used by whoever holds it when a use begins, late usage too, and has its allowance by its days', async () => {
    const facts = [
      subscribe,
      call('2026-03-15T22:00', 90),
      call('2026-03-15T23:59', 50),
      move('2026-03-16'),
      call('2026-03-16T00:01', 160),
      call('2026-03-10T10:00', 10, { known: '2026-03-20' }),
      billed('2026-04-01')
    ]
    const minutes = async (account: string) =>
      (await lifeOf(account, facts)).ratedUsage.map(({ at, status }) => `${at.slice(5, 16)} ${status}`)
    expect(await minutes('anna')).toEqual([
      '03-15T22:00 rated',
      '03-15T23:59 rated',
      '03-16T00:01 quarantined',
      '03-10T10:00 rated'
    ])
    expect(await minutes('bert')).toEqual([
      '03-15T22:00 quarantined',
      '03-15T23:59 quarantined',
      '03-16T00:01 rated',
      '03-10T10:00 quarantined'
    ])
    const { anna, bert } = await billsOf(facts)
    expect([...anna, ...bert].filter(text => text.startsWith('Voice'))).toEqual([])
  })

  it('comes back: the days in between are the other’s, told late and in any order, and one that is withdrawn never was', async () => {
    const back = { on: '2026-03-21', do: 'move', from: 'bert', to: 'anna' }
    const rent = (texts: readonly string[]): string[] => texts.filter(text => text.startsWith('Home 2026'))
    const there = await billsOf([subscribe, move('2026-03-11'), back, billed('2026-04-01')])
    expect(rent(there.anna)).toEqual([
      'Home 2026-03-01..2026-04-01 31.00',
      'Home 2026-03-01..2026-04-01 -10.00',
      'Home 2026-04-01..2026-05-01 31.00'
    ])
    expect(rent(there.bert)).toEqual(['Home 2026-03-11..2026-03-21 10.00'])
    const late = [subscribe, move('2026-03-11', { known: '2026-03-29' }), { ...back, known: '2026-03-30' }]
    expect(await billsOf([...late, billed('2026-04-01')])).toEqual(there)
    const withdrawn = [
      subscribe,
      move('2026-03-21', { known: '2026-03-05' }),
      { on: '2026-03-06', do: 'withdraw', what: 'move' }
    ]
    const never = await billsOf([...withdrawn, billed('2026-04-01')])
    expect(never).toEqual({ anna: (await billsOf([subscribe, billed('2026-04-01')])).anna, bert: [] })
  })

  it('comes back: standing charges, commitments and amounts of discounts are of the days of each too', async () => {
    const back = { on: '2026-03-21', do: 'move', from: 'bert', to: 'anna' }
    const moves = [move('2026-03-11'), back]
    const totals = async (facts: readonly Fact[], starts: string): Promise<string> => {
      const { anna, bert } = await billsOf([subscribe, ...facts, billed('2026-04-01')])
      const sum = (texts: readonly string[]): string => {
        const own = texts.filter(text => text.startsWith(starts))
        return own.reduce((all, text) => all + Number(text.split(' ').at(-1)), 0).toFixed(2)
      }
      const march = (texts: readonly string[]): string[] => texts.filter(text => text.includes(' 2026-03-'))
      return `${sum(march(anna))} and ${sum(march(bert))}`
    }
    const told = (fact: Fact): Fact[] => [{ on: '2026-03-01', ...fact }, ...moves]
    expect(await totals(told({ do: 'add-charge', charge: 'router' }), 'Router')).toBe('4.20 and 2.00')
    const agreed = told({ do: 'agree-commitment', commitment: 'line', as: line })
    expect(await totals(agreed, 'Minimum')).toBe('210.00 and 100.00')
    const five = told({ do: 'grant-discount', discount: 'five', as: line })
    expect(await totals(five, 'Five off')).toBe('-3.39 and -1.61')
    const most = told({ do: 'grant-discount', discount: 'most', as: line })
    expect(await totals(most, 'At most')).toBe('-4.20 and -2.00')
  })

  it('is refused, or without effect, from an account that does not hold it, and when it would undo another move', async () => {
    const facts = [subscribe, { on: '2026-03-11', do: 'move', from: 'carl', to: 'bert' }, billed('2026-04-01')]
    const [anna, bert] = [await lifeOf('anna', facts), await lifeOf('bert', facts)]
    expect(anna.dropped).toMatchObject([{ reason: 'not-held-there' }])
    expect(bert.invoices).toEqual([])
    const twice = [
      subscribe,
      move('2026-03-20'),
      { on: '2026-03-10', do: 'move', from, to: 'carl', known: '2026-03-25' }
    ]
    expect((await lifeOf('anna', [...twice, billed('2026-04-01')])).refused).toMatchObject([
      { reason: expect.stringContaining('it makes impossible what stands: moved on 2026-03-20') }
    ])
  })
})
