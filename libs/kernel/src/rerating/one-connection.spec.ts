// A chunk of a re-rating asks for no second one of the connections that those who wait for it may have.
import { KernelModule, Persistence, Reratings } from '@farthing/kernel'
import { openAccounts, publishRules, putUsage, sampleRules, testKernel } from '@farthing/testing'
import { NestFactory } from '@nestjs/core'
import { setTimeout as pause } from 'node:timers/promises'

/** As many as are kept for those who have one already. */
const SECOND_CONNECTIONS = 3
const PATIENCE_MS = 30_000

/** Takes one connection and all that are kept beside it, until the end. */
async function taken(persistence: Persistence) {
  const { promise: over, resolve: end } = Promise.withResolvers<void>()
  const { promise: ready, resolve: begin } = Promise.withResolvers<void>()
  let count = 0
  const take = async (): Promise<void> => {
    if (++count === SECOND_CONNECTIONS) begin()
    await over
  }
  const done = persistence.bulk('main', () =>
    Promise.all(Array.from({ length: SECOND_CONNECTIONS }, () => persistence.bulk('main', take)))
  )
  await ready
  return { end, done }
}

it('comes to its end where one connection is left', async () => {
  const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
  await publishRules(kernel)
  const [account] = await openAccounts(kernel, [{ billDay: 1, from: '2026-01-01', plans: ['mobile-40'] }])
  if (account === undefined) throw new Error('there is an account')
  const { id, subscriptions } = account
  const call = { service: 'voice', to: '61399990000', at: '2026-02-10T10:00:00+11:00', quantity: 120_000 }
  const use = { account: id, subscription: subscriptions[0] ?? '', plan: 'mobile-40', ...call }
  await putUsage(kernel, '2026-02-20T00:00:00Z', [use])
  kernel.clock.moveTo('2026-03-05T00:00:00Z')
  const dearer = [...sampleRules()].map(([path, text]) => [path, text.replace('0.25 per minute', '0.40 per minute')])
  await publishRules(kernel, new Map(dearer as [string, string][]), '2026-02-01')
  const planned = await kernel.get(Reratings).propose()
  if (!planned.ok) throw new Error(planned.detail)
  const database = { url: kernel.url, migrate: false, poolSize: 2 }
  const narrow = await NestFactory.createApplicationContext(
    KernelModule.forRoot({ clock: kernel.clock, sharesProcess: true, database }),
    { logger: false, abortOnError: false }
  )
  const others = await taken(narrow.get(Persistence))
  const drained = narrow.get(Reratings).drain(planned.value.id, { bills: false })
  const first = await Promise.race([drained, pause(PATIENCE_MS, null, { ref: false })])
  others.end()
  await Promise.all([others.done, drained])
  expect(first).toMatchObject({ state: 'proposed' })
  await narrow.close()
  await kernel.close()
})
