import { jest } from '@jest/globals'
import { Writable } from 'node:stream'
import { openTerminal } from './terminal.ts'

/** Reads one text, and leaves: what is written then fails. */
function leavingReader() {
  const read: string[] = []
  const stream = new Writable({
    highWaterMark: 1,
    decodeStrings: false,
    autoDestroy: false,
    write(text: string, _, done) {
      if (read.length === 0) {
        read.push(text)
        done()
      } else done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    }
  })
  return { read, stream: stream as unknown as NodeJS.WriteStream }
}

it('goes on when its reader left, for what was begun is done to its end', async () => {
  const exit = jest.spyOn(process, 'exit').mockImplementation((() => undefined) as never)
  const [out, err] = [leavingReader(), leavingReader()]
  const terminal = openTerminal({ stdout: out.stream, stderr: err.stream, env: {} })
  for (let line = 1; line <= 3; line++) {
    terminal.out(`a${line}\n`)
    terminal.err(`a${line}\n`)
    await terminal.drained(`b${line}\n`)
    await new Promise(resolve => setImmediate(resolve))
  }
  expect([out.read, err.read, terminal.left]).toEqual([['a1\n'], ['a1\n'], true])
  expect(exit).not.toHaveBeenCalled()
})
