// How long a process and those that it started have had a processor, as Linux counts it: unlike the time that somebody waits, it says the same on a busy machine.
import { readdirSync, readFileSync } from 'node:fs'

const MS_A_TICK = 10
/** Of /proc/PID/stat, behind the name: the parent, then own time and that of children that ended, of the program and of the system. */
const [PARENT, OWN, ENDED] = [1, [11, 12], [13, 14]] as const

/** Milliseconds; 0 on other systems. */
export function processorMs(pid: number): number {
  if (process.platform !== 'linux') return 0
  const children = readdirSync('/proc').filter(name => /^\d+$/.test(name) && statOf(name)[PARENT] === pid)
  return [String(pid), ...children].reduce((sum, each) => sum + ticksOf(each), 0) * MS_A_TICK
}

function ticksOf(pid: string): number {
  const stat = statOf(pid)
  return [...OWN, ...ENDED].reduce((sum, at) => sum + (stat[at] ?? 0), 0)
}

function statOf(pid: string): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
  } catch {
    return [] // it ended meanwhile: its parent counts it
  }
}
