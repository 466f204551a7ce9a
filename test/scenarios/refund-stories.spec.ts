// Credit that is paid out to the customer: never more than is held, and owed when what brought it is gone.
import { renderExample, runExamples } from '@farthing/simulator'
import { allPlugins, invoicesOf, play, rulesOf, table } from './play.ts'

const rules = `operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
}

plan home "Home" {
  rent 40.00 per month
  bond 200.00
}
plan plain "Plain" {
  rent 40.00 per month
}
`
const start = (plan: string): object => ({ on: '2026-03-01', do: 'subscribe', plan, as: 'home' })
const pay = (on: string, amount: string, reference: string): object => ({ on, do: 'pay', amount, reference })
const refund = (on: string, amount?: string): object => ({
  ...{ on, do: 'refund', reason: 'overpaid', reference: `refund of ${on}` },
  ...(amount !== undefined && { amount })
})
const until = (on: string): object => ({ on, do: 'advance' })

describe('a refund', () => {
  it('pays the bond out to who leaves, and nothing is owed on either side', async () => {
    const life = await play({
      rules,
      facts: [
        start('home'),
        pay('2026-03-05', '240.00', 'all'),
        { on: '2026-04-01', do: 'terminate', as: 'home' },
        until('2026-05-01'),
        refund('2026-05-02', '200.01'),
        refund('2026-05-02', '200.00'),
        refund('2026-05-03')
      ]
    })
    expect(life.refused.map(({ reason }) => reason)).toEqual(['amount-above-credit', 'amount-above-credit'])
    expect(life.balances).toMatchObject({ owed: '0.00', credit: '0.00', bonds: '0.00' })
    expect(life.balances.ledger).toMatchObject({ 'cash:bank': '40.00', 'unallocated:life': '0.00' })
    expect(life.messages.at(-1)).toMatchObject({ kind: 'refund-paid', text: 'Paid out 200.00 AUD of credit' })
  })

  it('is brought back by its reference, and the newest payment is not taken for it', async () => {
    const facts = [start('plain'), until('2026-03-01'), pay('2026-03-05', '90.00', 'twice'), refund('2026-03-06')]
    const back = await play({
      rules,
      facts: [...facts, { on: '2026-03-09', do: 'reverse', reference: 'refund of 2026-03-06' }]
    })
    expect(back.balances).toMatchObject({ owed: '0.00', credit: '50.00' })
    expect(back.messages.at(-1)?.text).toBe('Refund of 50.00 AUD came back')
    const bounced = await play({ rules, facts: [...facts, { on: '2026-03-09', do: 'reverse' }] })
    expect(bounced.messages.at(-1)?.text).toBe('Payment of 90.00 AUD was reversed')
  })

  it('is owed on the next invoice when the payment that brought the credit is taken back', async () => {
    const life = await play({
      rules,
      facts: [
        start('plain'),
        until('2026-03-01'),
        pay('2026-03-05', '40.00', 'first'),
        pay('2026-03-05', '40.00', 'second'),
        refund('2026-03-06', '40.00'),
        { on: '2026-03-09', do: 'reverse', reference: 'second' },
        until('2026-04-01')
      ]
    })
    expect(invoicesOf(life).slice(3)).toEqual(
      table(`
        bill of 2026-04-01
        Plain                                                2026-04-01..2026-05-01  40.00
        Credit paid out that a reversed payment had brought  2026-03-09..2026-03-10  40.00
        total                                                                        80.00
      `)
    )
    expect(life.balances).toMatchObject({ owed: '80.00', credit: '0.00' })
    expect(life.balances.ledger).toMatchObject({ 'expense:refunded-credit': '0.00' })
  })

  it('takes no commission back: no invoice loses what paid it', async () => {
    const life = await play({
      rules: `${rules}
commission dealer "Dealer" {
  layer agent 100%
  leading fee 10.00
}
`,
      facts: [
        start('plain'),
        { on: '2026-03-01', do: 'sold-by', as: 'home', partner: 'agent-7', commission: 'dealer' },
        until('2026-03-01'),
        pay('2026-03-05', '60.00', 'too much'),
        refund('2026-03-06', '20.00'),
        until('2026-03-10')
      ]
    })
    expect(life.commissions.map(({ amount }) => amount)).toEqual(['10.00'])
  })

  it('is told in an example too', async () => {
    const registry = await allPlugins()
    const told = `${rules}
example "paid twice" {
  on 2026-03-01 subscribe plain
  on 2026-03-01 bill
  on 2026-03-05 pay 90.00
  expect balance -50.00
  on 2026-03-06 refund 20.00 by card because "overpaid"
  expect balance -30.00
  expect message refund-paid
  on 2026-03-07 refund in full because "moved away", reference "rest"
  expect balance 0.00
  on 2026-03-08 payment reversed, reference "rest"
  expect balance -30.00
}
`
    const [report] = await runExamples(rulesOf(told, registry), registry)
    expect(report && renderExample(report)).toMatch(/^ok/)
  })
})
