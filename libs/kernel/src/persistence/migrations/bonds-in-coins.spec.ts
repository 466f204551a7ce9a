// Who may have bonds in steps of what the operator rounds to is looked at as a whole by the next bill.
import { billOn, customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { LOOK_AT_STEPS } from './0171-bonds-in-coins.ts'
import { Persistence, sql } from '../index.ts'

jest.setTimeout(60_000)

const plan = (name: string, bond: string): string => `plan ${name} "${name}" {
  from 2025-01-01
  tariff traffic
  bond ${bond}
}
`
const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
await publishRules(
  kernel,
  sampleRules(`${plan('whole', '100.00')}${plan('steps', '100.05')}${plan('coins', '100.02')}`)
)
afterAll(() => kernel.close())

it('looks at bonds that stand in steps, and at no others', async () => {
  const held = await Promise.all(
    ['whole', 'steps', 'coins'].map((name, index) =>
      customer(kernel, { identities: [`6140000000${index}`], plan: name })
    )
  )
  kernel.clock.moveTo('2026-04-01T00:00:00Z')
  for (const { number } of held) await billOn(kernel, number, '2026-04-01')
  const dirty = await kernel.get(Persistence).bulk('main', async client => {
    await sql(client, LOOK_AT_STEPS)
    return sql<{ account: string }>(client, 'select account from billing_cursor where dirty_from is not null')
  })
  expect(dirty).toEqual([{ account: held[1]?.account }])
})
