// Who takes messages page by page misses none, whatever ends first.
import { testKernel } from '@farthing/testing'
import { setTimeout as pause } from 'node:timers/promises'
import { Persistence } from '../persistence/index.ts'
import { MessageQueue, type NewMessage } from './index.ts'

const kernel = await testKernel({ now: '2026-03-01T00:00:00Z' })
const queue = kernel.get(MessageQueue)
const persistence = kernel.get(Persistence)
afterAll(() => kernel.close())

function named(name: string): NewMessage {
  const nothing = { account: null, subscription: null, channel: null, language: null, template: null, text: null }
  return {
    ...nothing,
    name,
    facts: {},
    dueOn: Temporal.PlainDate.from('2026-03-01'),
    reason: '',
    rule: null,
    version: null
  }
}

/** Adds, and ends when it is told to. */
function adding(name: string) {
  const [added, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const done = persistence.bulk('main', async client => {
    await queue.add(client, 'main', [named(name)])
    added.resolve()
    await told.promise
  })
  return { added: added.promise, end: () => told.resolve(), done }
}

it('what is added first and seen last stands behind what was read, or is waited for', async () => {
  const first = adding('first')
  await first.added
  const second = adding('second')
  await Promise.race([second.added, pause(300)])
  second.end()
  await Promise.race([second.done, pause(300)])
  const read = await queue.list({ limit: 10 })
  first.end()
  await Promise.all([first.done, second.done])
  const rest = await queue.list({ limit: 10, ...(read.length === 0 ? {} : { after: read.at(-1)?.id }) })
  expect([...read, ...rest].map(({ name }) => name).toSorted()).toEqual(['first', 'second'])
})

it('goes on after a message that there is, and after no other', async () => {
  const all = await queue.list({ limit: 10 })
  expect(await queue.list({ limit: 10, after: all[0]?.id })).toEqual(all.slice(1))
  expect(await queue.has(all[0]?.id ?? '')).toBe(true)
  const unknown = '01900000-0000-7000-8000-000000000000'
  expect(await queue.has(unknown)).toBe(false)
  expect(await queue.list({ limit: 10, after: unknown })).toEqual([])
})
