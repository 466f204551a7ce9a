// Who reads slowly is waited for; who does not read at all is let go.
import { PassThrough } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { writerTo } from './reader-of-journal.ts'

const PAGE = 'x'.repeat(100_000)

it('a reader that is slow gets all of it', async () => {
  const stream = new PassThrough()
  const write = writerTo(stream, { patienceMs: 500 })
  let read = 0
  const reading = (async () => {
    for await (const chunk of stream) {
      read += (chunk as Buffer).length
      await pause(50)
    }
  })()
  for (let page = 0; page < 5; page++) await write(PAGE)
  stream.end()
  await reading
  expect(read).toBe(5 * PAGE.length)
})

it('a reader that stops keeps nobody waiting for longer than the patience', async () => {
  const write = writerTo(new PassThrough(), { patienceMs: 50 })
  await expect(write(PAGE)).rejects.toThrow('The journal was not read for 0.05 seconds')
})

it('a reader that went away ends it at once', async () => {
  const stream = new PassThrough()
  const write = writerTo(stream, { patienceMs: 60_000 })
  const writing = write(PAGE)
  stream.destroy()
  await expect(writing).rejects.toThrow('aborted')
  await expect(write(PAGE)).rejects.toThrow('aborted')
})
