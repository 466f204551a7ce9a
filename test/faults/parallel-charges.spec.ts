// Two processes charge one account at once, while others debit and fill it by hand: no more is charged than was there, and each key once.
// FARTHING_ROUNDS=1000 npm test -- test/faults/parallel-charges
import {
  type ChargingAsk,
  ChargingCredits,
  ChargingService,
  KernelModule,
  LedgerService,
  PocketsService
} from '@farthing/kernel'
import { customer, type Customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { NestFactory } from '@nestjs/core'

const ROUNDS = Number(process.env['FARTHING_ROUNDS'] ?? 4)
const [AT_ONCE, ENOUGH_FOR] = [50, 30]
/** Of the cheapest content. */
const PRICE = 990_000n
const own = { unit: 'AUD', subscription: null }
const MARCH = Temporal.Instant.from('2026-03-01T00:00:00Z')
/** Of one customer: fifty years. */
const CYCLES = 600
const NOBODY: Customer = { account: '', number: '', subscription: '' }
/** Credit for seventeen of them in each cycle. */
const HYBRID = `plan hybrid "Hybrid" {
  from 2025-01-01
  tariff purchases
  pay hybrid up to 16.83 per cycle
}
`

describe('parallel charges', () => {
  it(`never overdraw, in ${ROUNDS} rounds`, async () => {
    const { kernel, other } = await twoProcesses()
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

  it(`never take more credit than a cycle has, in ${ROUNDS} rounds`, async () => {
    const { kernel, other } = await twoProcesses(HYBRID)
    const processes = [kernel.get(ChargingService), other.get(ChargingService)]
    const holders = Array.from({ length: Math.ceil(ROUNDS / CYCLES) }, (_, index) => `6140000000${index}`)
    const customers: Customer[] = []
    for (const holder of holders) customers.push(await customer(kernel, { identities: [holder], plan: 'hybrid' }))
    for (let round = 0; round < ROUNDS; round++) {
      const index = Math.floor(round / CYCLES)
      const [{ account, number } = NOBODY, holder = ''] = [customers[index], holders[index]]
      // a new cycle has a new credit
      const months = round % CYCLES
      const startedAt = Temporal.PlainDate.from('2026-03-10').add({ months }).toZonedDateTime('UTC').toInstant()
      kernel.clock.moveTo(startedAt.toString())
      const reason = { priority: 1, expiresAt: null, reason: 'bonus' } as const
      await kernel.get(PocketsService).grant(account, { ...own, ...reason, amount: 13n * PRICE + 5n })
      const done = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) => {
          const key = `${round}:${index}`
          return Promise.all(processes.map(each => each.ask(film(key, holder, startedAt)))).then(([a, b]) => {
            if (a?.ok === true) expect(b).toEqual(a)
            return a?.ok === true || b?.ok === true
          })
        })
      )
      expect(done.filter(Boolean)).toHaveLength(ENOUGH_FOR)
      expect(await kernel.get(PocketsService).list(account)).toEqual([])
      const [credit] = (await kernel.get(ChargingCredits).of(number)) ?? []
      expect(credit).toMatchObject({ limit: 17n * PRICE, owed: 17n * PRICE - 5n, held: 0n, free: 5n })
    }
    await other.close()
    await kernel.close()
  }, 1_800_000)

  /** Of one installation. */
  async function twoProcesses(plans = '') {
    const kernel = await testKernel()
    const settings = { sharesProcess: true, clock: kernel.clock, database: { url: kernel.url, migrate: false } }
    const other = await NestFactory.createApplicationContext(KernelModule.forRoot(settings), { logger: false })
    await publishRules(kernel, sampleRules(plans))
    return { kernel, other }
  }

  function film(key: string, subscriber: string, startedAt = MARCH): ChargingAsk {
    const quantity = { unit: 'event', ticks: 1 }
    const use = { service: 'content', to: '', from: '', startedAt, quantity, value: 7_920_000 }
    return { kind: 'once', key: `own:${key}`, digest: 'the same', subscriber, ...use }
  }
})
