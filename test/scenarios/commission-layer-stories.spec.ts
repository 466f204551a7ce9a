// Fees and shares for one layer alone, beside the shares of all.
import { play } from './play.ts'
import { coastal } from './coastal.ts'

const rules = `${coastal}
commission fees "Fees" {
  leading fee 30.00 to agent
  leading fee 10.01 to dealer
  trailing 5% of rent
  layer agent 60%
  layer dealer 40%
  claw back when ended within 6 months
}
commission alone "Alone" {
  leading fee 30.00 to dealer
  trailing 10% of voice to agent
  trailing 1% of usage to dealer for 1 months
  layer agent without share
  layer dealer without share
}
`
const day = '2026-03-01'
const start = { on: day, do: 'subscribe', as: 's1', plan: 'talk' }
const rented = { on: day, do: 'subscribe', as: 's1', plan: 'mobile-40' }
const call = { at: '2026-03-10T10:30', do: 'use', as: 's1', service: 'voice', quantity: '840 s', to: '+61293334444' }
const sold = (commission: string, more: object = {}): object => ({
  ...{ on: day, do: 'sold-by', partner: 'agent-7', commission },
  ...more
})
const pay = (on: string, amount: string): object => ({ on, do: 'pay', amount })
const until = (on: string): object => ({ on, do: 'advance' })

async function earned(...facts: readonly object[]): Promise<string[]> {
  const { commissions, refused } = await play({ rules, billDay: 1, facts })
  expect(refused).toEqual([])
  return commissions.map(({ amount, kind, on, partner }) => `${on} ${partner} ${kind} ${amount}`)
}

describe('a fee to a layer', () => {
  it('is of that layer alone, beside what all of them share', async () => {
    expect(await earned(rented, sold('fees'), pay('2026-03-02', '40.00'), until('2026-03-03'))).toEqual([
      '2026-03-02 agent-7 leading 30.00',
      '2026-03-02 dealer leading 10.01',
      '2026-03-02 agent-7 trailing 1.20',
      '2026-03-02 dealer trailing 0.80'
    ])
  })

  it('is earned as far as the invoice is paid, each rounded by itself, and goes back with an early end', async () => {
    const facts = [rented, sold('fees'), pay('2026-03-02', '20.00')]
    expect((await earned(...facts, until('2026-03-03'))).filter(line => line.includes('leading'))).toEqual([
      '2026-03-02 agent-7 leading 15.00',
      '2026-03-02 dealer leading 5.01'
    ])
    const ended = { on: '2026-04-10', do: 'terminate', as: 's1' }
    const lines = await earned(...facts, pay('2026-03-04', '20.00'), ended, until('2026-05-02'))
    expect(lines.filter(line => line.startsWith('2026-04-10'))).toEqual([
      '2026-04-10 agent-7 leading -30.00',
      '2026-04-10 dealer leading -10.01'
    ])
  })

  it('counts the same lines as what is another layer, each line in both', async () => {
    // 3.89 for the call, in the bill of April
    const facts = [start, sold('alone'), call, pay('2026-03-02', '10.00'), pay('2026-04-01', '13.89')]
    expect((await earned(...facts, until('2026-04-02'))).filter(line => line.includes('trailing'))).toEqual([
      '2026-04-01 agent-7 trailing 0.39',
      '2026-04-01 dealer trailing 0.04'
    ])
  })
})
