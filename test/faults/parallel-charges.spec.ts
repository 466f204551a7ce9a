// Two processes charge one account at once, while others debit and fill it by hand: no more is charged than was there, and each key once.
// FARTHING_ROUNDS=1000 npm test -- test/faults/parallel-charges
import { type ChargingAsk, ChargingService, KernelModule, LedgerService, PocketsService } from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'
import { NestFactory } from '@nestjs/core'

const ROUNDS = Number(process.env['FARTHING_ROUNDS'] ?? 4)
const [AT_ONCE, ENOUGH_FOR] = [50, 30]
/** Of the cheapest content. */
const PRICE = 990_000n
const own = { unit: 'AUD', subscription: null }

describe('parallel charges', () => {
  it(`never overdraw, in ${ROUNDS} rounds`, async () => {
    const kernel = await testKernel()
    const settings = { sharesProcess: true, clock: kernel.clock, database: { url: kernel.url, migrate: false } }
    const other = await NestFactory.createApplicationContext(KernelModule.forRoot(settings), { logger: false })
    await publishRules(kernel)
    const { account } = await customer(kernel, { identities: ['61400000001'] })
    const pockets = kernel.get(PocketsService)
    const processes = [kernel.get(ChargingService), other.get(ChargingService)]
    for (let round = 0; round < ROUNDS; round++) {
      for (const share of [17n, 13n]) {
        const amount = share * PRICE + (share === 17n ? 5n : -5n)
        await pockets.grant(account, { ...own, amount, priority: 1, expiresAt: null, reason: 'bonus' })
      }
      const work = Array.from({ length: AT_ONCE }, (_, index) => {
        const key = `${round}:${index}`
        if (index % 5 === 0)
          return pockets.debit(account, { ...own, amount: PRICE, category: 'content', reason: 'film', key })
        // a neighbour that is refused with the batch: nobody holds its number
        void processes[index % 2]?.ask(film(`nobody:${key}`, 'nobody'))
        // told twice, to both
        return Promise.all(processes.map(each => each.ask(film(key, '61400000001')))).then(([first, second]) => {
          if (first?.ok === true) expect(second).toEqual(first)
          return { ok: first?.ok === true || second?.ok === true }
        })
      })
      const done = await Promise.all(work)
      expect(done.filter(({ ok }) => ok)).toHaveLength(ENOUGH_FOR)
      expect(await pockets.list(account)).toEqual([])
    }
    const booked = await kernel.get(LedgerService).accountBalances('main', account)
    expect(booked.filter(({ amount }) => amount !== 0n)).toEqual([])
    await other.close()
    await kernel.close()
  }, 1_800_000)

  function film(key: string, subscriber: string): ChargingAsk {
    const startedAt = Temporal.Instant.from('2026-03-01T00:00:00Z')
    const quantity = { unit: 'event', ticks: 1 }
    const use = { service: 'content', to: '', from: '', startedAt, quantity, value: 7_920_000 }
    return { kind: 'once', key: `own:${key}`, digest: 'the same', subscriber, ...use }
  }
})
