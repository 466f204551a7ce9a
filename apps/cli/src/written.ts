// Files and folders that a command writes where it is asked to: one that cannot be written is a wrong call.
import { appendFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { CallProblem } from './problems.ts'

export function writeInto(file: string, content: string | Uint8Array): void {
  attempt(file, () => writeFileSync(file, content))
}

export function addTo(file: string, content: string): void {
  attempt(file, () => appendFileSync(file, content))
}

/** With those above it. One by one: Node's own way does not end below /proc. */
export function makeFolder(folder: string): void {
  const found = attempt(folder, () => statSync(folder, { throwIfNoEntry: false }))
  if (found?.isDirectory()) return
  if (found !== undefined) throw new CallProblem(`${folder} cannot be written: it is a file, and no folder`)
  const above = dirname(folder)
  if (above !== folder) makeFolder(above)
  attempt(folder, () => mkdirSync(folder))
}

function attempt<Result>(path: string, act: () => Result): Result | undefined {
  try {
    return act()
  } catch (problem) {
    const { code, message } = problem as NodeJS.ErrnoException
    // another process was quicker
    if (code === 'EEXIST' && statSync(path).isDirectory()) return undefined
    throw new CallProblem(`${path} cannot be written: ${message}`)
  }
}
