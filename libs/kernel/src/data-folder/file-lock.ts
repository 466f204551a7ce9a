// A lock between processes as a file that names its holder. A dead holder's lock is taken over by exactly one process.
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, type ProcessIdentity } from './process-identity.ts'

export interface HeldLock {
  readonly ok: true
  release(): void
}
export interface BusyLock {
  readonly ok: false
  readonly holder: ProcessIdentity
}

const UNREADABLE_GRACE_MS = 2_000
const CLAIM_GRACE_MS = 5_000

/** Takes the lock or says at once who holds it. */
export async function tryLock(path: string, self: ProcessIdentity): Promise<HeldLock | BusyLock> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (createWhole(path, self)) return { ok: true, release: () => releaseLock(path, self) }
    const holder = readIdentity(path)
    if (holder && isAlive(holder)) return { ok: false, holder }
    if (holder || isOlderThan(path, UNREADABLE_GRACE_MS)) removeStale(path, holder)
    else await sleep(20)
  }
  throw new Error(`The lock ${path} kept changing hands`)
}

/** Takes the lock, waiting for others to let go of it. */
export async function waitForLock(path: string, self: ProcessIdentity, timeoutMs: number): Promise<HeldLock> {
  for (const end = performance.now() + timeoutMs; ; await sleep(30)) {
    const lock = await tryLock(path, self)
    if (lock.ok) return lock
    if (performance.now() < end) continue
    const { pid, command } = lock.holder
    throw new Error(`Waited ${timeoutMs / 1000} s for ${path}, held by process ${pid} (${command})`)
  }
}

export function readIdentity(path: string): ProcessIdentity | null {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity
    return typeof value.pid === 'number' ? value : null
  } catch {
    return null
  }
}

/** Creates the file with its content in one step, so that nobody reads half of it. False when it is there already. */
function createWhole(path: string, self: ProcessIdentity): boolean {
  const draft = `${path}.${self.pid}`
  writeFileSync(draft, `${JSON.stringify(self)}\n`)
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    return createPlainly(path, self) // a file system without hard links
  } finally {
    rmSync(draft, { force: true })
  }
}

function createPlainly(path: string, self: ProcessIdentity): boolean {
  try {
    writeFileSync(path, `${JSON.stringify(self)}\n`, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Only the one who creates the claim may remove the stale file, and only if it still is the one that was stale. */
function removeStale(path: string, stale: ProcessIdentity | null): void {
  const claim = `${path}.takeover`
  try {
    writeFileSync(claim, String(process.pid), { flag: 'wx' })
  } catch {
    if (isOlderThan(claim, CLAIM_GRACE_MS)) rmSync(claim, { force: true })
    return
  }
  try {
    const now = readIdentity(path)
    if (now?.pid === stale?.pid && now?.started === stale?.started) rmSync(path, { force: true })
  } finally {
    rmSync(claim, { force: true })
  }
}

/** By the file system's own clock, which on a shared folder may differ from this machine's. */
function isOlderThan(path: string, ageMs: number): boolean {
  const status = statSync(path, { throwIfNoEntry: false })
  if (status === undefined) return false
  const probe = `${path}.${process.pid}.now`
  writeFileSync(probe, '')
  const nowMs = statSync(probe).mtimeMs
  rmSync(probe, { force: true })
  return nowMs - status.mtimeMs > ageMs
}

function releaseLock(path: string, self: ProcessIdentity): void {
  if (readIdentity(path)?.pid === self.pid) rmSync(path, { force: true })
}
