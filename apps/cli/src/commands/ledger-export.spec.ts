// A journal that does not fit on the disk is told as a problem.
import { setTimeout as pause } from 'node:timers/promises'
import { CallProblem } from '../problems.ts'
import { intoFile } from './ledger-export.ts'

/** Linux: every write to it finds the disk full. */
const FULL = '/dev/full'

it.each([1, 1_000_000])('that was written in pieces of %d letters', async letters => {
  const filled = intoFile(FULL, async write => {
    for (let piece = 0; piece < 3; piece++) {
      await write('x'.repeat(letters))
      await pause(20) // the next page is fetched
    }
  })
  await expect(filled).rejects.toThrow(CallProblem)
  await expect(filled).rejects.toThrow('/dev/full cannot be written: ENOSPC')
})

it('and what goes wrong with the books is told as it is', async () => {
  const filled = intoFile('/dev/null', () => Promise.reject(new Error('no database')))
  await expect(filled).rejects.toThrow('no database')
})
