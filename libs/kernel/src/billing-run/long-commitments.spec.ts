// A commitment over many bills: each bill looks back only to the last one, and what was billed before counts all the same.
import { billOn, customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'

const rules = `plan committed "Committed" {
  from 2025-01-01
  tariff traffic
  rent 10.00 per month
  commitment quarter "Minimum of a quarter" 50.00 per quarter, excess counts in the next period
}
`

jest.setTimeout(60_000)

describe('a commitment over a quarter', () => {
  it('counts what earlier bills charged', async () => {
    const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
    await publishRules(kernel, sampleRules(rules))
    const { number } = await customer(kernel, { identities: ['61400000001'], plan: 'committed', from: '2026-01-01' })
    const months = ['02', '03', '04', '05', '06', '07']
    const charged: string[] = []
    for (const month of months) {
      const bill = await billOn(kernel, number, `2026-${month}-01`)
      const own = bill?.lines.filter(({ type }) => type === 'commitment') ?? []
      charged.push(...own.map(({ amount, from, until }) => `${month}: ${from}..${until} ${amount}`))
    }
    expect(charged).toEqual(['04: 2026-01-01..2026-04-01 20000000', '07: 2026-04-01..2026-07-01 20000000'])
    await kernel.close()
  })
})
