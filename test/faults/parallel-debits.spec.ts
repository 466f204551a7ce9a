// Fifty at once want a pocket with money for thirty: thirty get it, round after round, and nobody waits in a circle.
// FARTHING_ROUNDS=1000 npm test -- test/faults/parallel-debits
import { LedgerService, PocketsService } from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'

const ROUNDS = Number(process.env['FARTHING_ROUNDS'] ?? 5)
const [AT_ONCE, ENOUGH_FOR] = [50, 30]
const PRICE = 990_000n

describe('parallel debits', () => {
  it(`never overdraw, in ${ROUNDS} rounds`, async () => {
    const kernel = await testKernel()
    await publishRules(kernel)
    const { account, number } = await customer(kernel, { identities: ['61400000001'] })
    const pockets = kernel.get(PocketsService)
    const own = { unit: 'AUD', subscription: null }
    for (let round = 0; round < ROUNDS; round++) {
      // in two pockets, so that one debit takes from both
      for (const share of [17n, 13n]) {
        const amount = share * PRICE + (share === 17n ? 5n : -5n)
        await pockets.grant(account, { ...own, amount, priority: 1, expiresAt: null, reason: 'bonus' })
      }
      const debits = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) =>
          pockets.debit(account, {
            ...{ ...own, amount: PRICE, category: 'content', reason: 'film', key: `${round}:${index}` }
          })
        )
      )
      expect(debits.filter(({ ok }) => ok)).toHaveLength(ENOUGH_FOR)
      expect(await pockets.list(account)).toEqual([])
    }
    const ledger = kernel.get(LedgerService)
    const booked = await ledger.accountBalances('main', account)
    expect(booked.filter(({ amount }) => amount !== 0n)).toEqual([])
    expect(booked[0]?.ledgerAccount).toBe(`pocket:AUD:${number}:1`)
    const sold = BigInt(ROUNDS * ENOUGH_FOR) * PRICE
    expect(await ledger.balances('main', 'revenue:content')).toMatchObject([{ amount: -sold }])
    await kernel.close()
  }, 1_800_000)
})
