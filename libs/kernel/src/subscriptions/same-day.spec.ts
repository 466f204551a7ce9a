// Suspended and resumed, turned on and off: on one day, as it happens in collections and shops.
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { SubscriptionsService } from './index.ts'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
await publishRules(kernel, sampleRules('feature pass "Pass" { from 2025-01-01; charge 1.00 each day it is on }'))
afterAll(() => kernel.close())

let numbers = 0
async function changes(...kinds: ('suspended' | 'resumed' | 'feature-on' | 'feature-off')[]) {
  const { subscription } = await customer(kernel, { identities: [`6140000070${numbers++}`] })
  const told: string[] = []
  for (const kind of kinds) {
    const change = kind === 'suspended' || kind === 'resumed' ? { kind } : { kind, feature: 'pass' }
    const done = await kernel.get(SubscriptionsService).change(subscription, change)
    told.push(done.ok ? 'done' : done.reason)
  }
  const history = (await kernel.get(SubscriptionsService).find(subscription))?.history
  return {
    told,
    state: history?.segments.at(-1)?.state,
    features: history?.features.map(({ from, until }) => `${from}..${until}`)
  }
}

it('who pays on the day on which service was suspended has it again on that day', async () => {
  expect(await changes('suspended', 'resumed')).toEqual({ told: ['done', 'done'], state: 'active', features: [] })
  expect(await changes('suspended', 'resumed', 'suspended')).toMatchObject({ state: 'suspended' })
  expect(await changes('resumed')).toMatchObject({ told: ['not-suspended'] })
})

it('a pass that is turned on and off on one day is on for that day', async () => {
  expect(await changes('feature-on', 'feature-off')).toMatchObject({
    told: ['done', 'done'],
    features: ['2026-03-10..2026-03-11']
  })
  expect(await changes('feature-on', 'feature-on')).toMatchObject({ told: ['done', 'feature-already-on'] })
})
