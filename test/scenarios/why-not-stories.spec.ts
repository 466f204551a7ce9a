import { accountHistory, type Fact } from '@farthing/billing-core'
import { ruleBook, whyNotCharged } from '@farthing/simulator'
import { coastal } from './coastal.ts'
import { allPlugins, rulesOf } from './play.ts'

const KNOWN = Temporal.Instant.from('2026-03-01T00:00:00Z')

/** One line for each statement: whether it charges, where it stands, and the condition. */
async function whyNot(plan: string, charge: string, on = '2026-04-01', text = coastal): Promise<string[]> {
  const registry = await allPlugins()
  const base = { known: KNOWN, supersedes: null, effective: Temporal.PlainDate.from('2026-03-10') }
  const facts: Fact[] = [
    { kind: 'account-opened', id: 'f1', ...base, billDay: 1, zone: 'Australia/Melbourne', currency: 'AUD' },
    { kind: 'subscribed', id: 'f2', ...base, subscription: 's', as: 'Anna', plan, identities: [] }
  ]
  const history = accountHistory('a', facts)
  if (history === null) throw new Error('the account is opened')
  const again = { from: Temporal.PlainDate.from('2026-03-20'), rules: rulesOf(`${text}\n# again`, registry) }
  const book = ruleBook([{ from: null, rules: rulesOf(text, registry) }, again])
  const found = whyNotCharged({ history, ruleBook: book, registry, through: Temporal.PlainDate.from(on), charge })
  if (!found.ok) return [found.detail]
  return found.verdicts.map(
    ({ rule, charges, condition }) => `${charges ? 'yes' : 'no'} ${rule === null ? 'all' : rule.rule}: ${condition}`
  )
}

describe('why a charge is not on the bill', () => {
  it('names the plan that has no such statement, and the statements of other plans', async () => {
    expect(await whyNot('talk', 'bond')).toEqual([
      'no plan talk: its plan talk has no bond',
      'no plan premium > bond: is of plan premium, and it has plan talk'
    ])
  })

  it('says that nothing is due yet, and what a statement does charge', async () => {
    const [early] = await whyNot('landline', 'rent', '2026-03-20')
    const later = await whyNot('landline', 'rent', '2026-04-01')
    expect(early).toBe('no plan landline > rent: nothing is due by 2026-03-20')
    expect(later.filter(line => line.includes('plan landline >'))).toEqual([
      'yes plan landline > rent: it does charge: Landline 2026-03-10..2026-04-01, 21.29'
    ])
  })

  it('says that the subscription begins only later', async () => {
    expect(await whyNot('talk', 'rent', '2026-03-01')).toEqual(['no all: it begins on 2026-03-10, after 2026-03-01'])
  })

  it('knows charges by their code and by the word of their statement, and the nearest of another word', async () => {
    expect(await whyNot('talk', 'rnet')).toEqual(["No charge is called 'rnet'. Did you mean rent?"])
    expect(await whyNot('starter', 'setup')).toEqual(
      expect.arrayContaining([expect.stringMatching(/^yes plan starter > setup: it does charge/)])
    )
  })

  it('names the version of the day that does not reach the customer, and says why', async () => {
    const text =
      coastal.replace('plan landline "Landline" {', 'plan landline "Landline" {\n  until 2026-03-20') +
      `
      plan landline "Landline" {
        from 2026-03-20
        holds for new customers
        rent 35.00 per month in arrears, prorated by day
      }
    `
    expect((await whyNot('landline', 'rent', '2026-04-01', text)).slice(0, 2)).toEqual([
      'yes plan landline > rent: it does charge: Landline 2026-03-10..2026-04-01, 21.29',
      'no plan landline > rent: kept since 2026-03-10: the version of 2026-03-20 is for new customers'
    ])
  })
})
