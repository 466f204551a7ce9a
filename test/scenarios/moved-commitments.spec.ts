// What is agreed to for a term costs what it costs, on however many accounts the subscription is in that time.
import { coastal } from './coastal.ts'
import { linesOf, play } from './play.ts'

const rules = `${coastal}
commitment term "Term" 900.00 over 3 months, of goods
commitment again "Again" 900.00 over 3 months, renewed, of goods
`
type Fact = Record<string, unknown>

/** Of a subscription on these accounts, each from a day on, what each of them is charged for what was agreed to: in whole coins. */
async function shortOf(
  commitment: string,
  days: readonly (readonly [account: string, from: string])[],
  more: readonly Fact[] = []
): Promise<Record<string, string[]>> {
  const [[first] = ['']] = days
  const told = async (own: string): Promise<string[]> => {
    const named = (key: string, account: string): Fact => (account === own ? {} : { [key]: account })
    const moves = days.slice(1).map(([to, on], index) => {
      return { on, do: 'move', as: 's1', ...named('from', days[index]?.[0] ?? ''), ...named('to', to) }
    })
    const facts = [
      { on: '2026-01-01', do: 'subscribe', as: 's1', plan: 'mobile-20', ...named('account', first) },
      { on: '2026-01-01', do: 'agree-commitment', as: 's1', commitment },
      ...[...moves, ...more].toSorted((a, b) => (String(a['on']) < String(b['on']) ? -1 : 1)),
      { on: '2026-10-01', do: 'advance' }
    ]
    return linesOf(await play({ rules, billDay: 1, facts }), text => /^(Term|Again)/.test(text))
  }
  const accounts = [...new Set(days.map(([account]) => account))]
  return Object.fromEntries(await Promise.all(accounts.map(async own => [own, await told(own)] as const)))
}

describe('a commitment over a term that a subscription agreed to', () => {
  it.each([
    {
      life: 'never moved',
      days: [['anna', '2026-01-01']] as const,
      term: { anna: ['2026-04-01: Term 2026-01-01 900.00'] },
      again: {
        anna: [
          '2026-04-01: Again 2026-01-01 900.00',
          '2026-07-01: Again 2026-04-01 900.00',
          '2026-10-01: Again 2026-07-01 900.00'
        ]
      }
    },
    {
      life: 'moved within it',
      days: [['anna', '2026-01-01'] as const, ['bert', '2026-02-15'] as const],
      // 45 of 90 days, each
      term: { anna: ['2026-03-01: Term 2026-01-01 450.00'], bert: ['2026-04-01: Term 2026-02-15 450.00'] },
      again: {
        anna: ['2026-03-01: Again 2026-01-01 450.00'],
        bert: [
          '2026-04-01: Again 2026-02-15 450.00',
          '2026-07-01: Again 2026-04-01 900.00',
          '2026-10-01: Again 2026-07-01 900.00'
        ]
      }
    },
    {
      life: 'moved there and back',
      days: [['anna', '2026-01-01'] as const, ['bert', '2026-01-16'] as const, ['anna', '2026-02-15'] as const],
      // 15 and 45 of 90 days, and 30 of them
      term: {
        anna: [
          '2026-02-01: Term 2026-01-01 150.00',
          '2026-03-01: Term 2026-01-01 -150.00',
          '2026-04-01: Term 2026-01-01 600.00'
        ],
        bert: ['2026-03-01: Term 2026-01-16 300.00']
      },
      again: {
        anna: [
          '2026-02-01: Again 2026-01-01 150.00',
          '2026-03-01: Again 2026-01-01 -150.00',
          '2026-04-01: Again 2026-01-01 600.00',
          '2026-07-01: Again 2026-04-01 900.00',
          '2026-10-01: Again 2026-07-01 900.00'
        ],
        bert: ['2026-03-01: Again 2026-01-16 300.00']
      }
    },
    {
      life: 'moved when it is over',
      days: [['anna', '2026-01-01'] as const, ['bert', '2026-05-02'] as const],
      term: { anna: ['2026-04-01: Term 2026-01-01 900.00'], bert: [] },
      // 31 and 60 of 91 days
      again: {
        anna: ['2026-04-01: Again 2026-01-01 900.00', '2026-06-01: Again 2026-04-01 306.59'],
        bert: ['2026-07-01: Again 2026-05-02 593.41', '2026-10-01: Again 2026-07-01 900.00']
      }
    }
  ])('is counted from the day it was agreed to: $life', async ({ again, days, term }) => {
    expect(await shortOf('term', days)).toEqual(term)
    expect(await shortOf('again', days)).toEqual(again)
  })

  it.each([
    { life: 'never moved', days: [['anna', '2026-01-01']] as const, last: 'anna', cut: '2026-04-01 306.59' },
    {
      life: 'moved',
      days: [['anna', '2026-01-01'] as const, ['bert', '2026-04-16'] as const],
      last: 'bert',
      cut: '2026-04-16 158.24'
    }
  ])('is cut where it is ended: $life', async ({ cut, days, last }) => {
    const end = { on: '2026-05-02', do: 'end-commitment', as: 's1', commitment: 'again' }
    const { [last]: lines = [] } = await shortOf('again', days, [end])
    // 31 of 91 days of the second term, 16 of them where it is last
    expect(lines.at(-1)).toBe(`2026-06-01: Again ${cut}`)
  })
})
