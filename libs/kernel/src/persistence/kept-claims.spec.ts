// Who is still at work keeps the key of the request, and who lost it all the same is told so.
import { testKernel } from '@farthing/testing'
import { setTimeout as pause } from 'node:timers/promises'
import { Refused } from '../http/index.ts'
import { withinCommand } from './command-context.ts'
import { type Admission, Idempotency } from './idempotency.ts'
import { Ids, Persistence, sql } from './index.ts'

const kernel = await testKernel({ now: '2026-04-01T00:00:00Z' })
afterAll(() => kernel.close())

const persistence = kernel.get(Persistence)
const idempotency = new Idempotency(persistence, kernel.clock, kernel.get(Ids), 20)

function admitted(key: string): Promise<Admission> {
  return idempotency.admit({ tenant: 'main', key, request: 'publish' })
}

async function begun(key: string) {
  const admission = await admitted(key)
  if (admission.kind !== 'carry-out') throw new Error(`${key} is ${admission.kind}`)
  return admission.command
}

it('keeps the key for as long as the work takes, and a minute after', async () => {
  const command = await begun('long')
  const again = await idempotency.during(command, async () => {
    kernel.clock.advance({ minutes: 10 })
    await pause(500)
    return admitted('long')
  })
  expect(again).toEqual({ kind: 'in-flight' })
  expect(await admitted('long')).toEqual({ kind: 'in-flight' })
  kernel.clock.advance({ seconds: 61 })
  expect(await admitted('long')).toMatchObject({ kind: 'carry-out' })
})

it('says that the request is being carried out, to an attempt whose key another has', async () => {
  const command = await begun('taken')
  kernel.clock.advance({ seconds: 61 })
  await begun('taken')
  const text = `insert into number_series (tenant, series, next) values ('main', 'taken', 1)`
  const late = withinCommand(command, () => persistence.transaction('main', tx => sql(tx, text)))
  await expect(late).rejects.toThrow(Refused)
  await expect(late).rejects.toMatchObject({ status: 409, reason: 'request-in-flight' })
  const left = await persistence.read('main', tx => sql(tx, `select from number_series where series = 'taken'`))
  expect(left).toEqual([])
})
