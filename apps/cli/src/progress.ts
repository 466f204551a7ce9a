// How far long work is: a bar for a person who looks, otherwise a plain line every few seconds. Always on stderr.
import cliProgress from 'cli-progress'
import type { Terminal } from './terminal.ts'

export interface Progress {
  /** `done` of `total`, in the unit given; the total may become known late. */
  at(done: number, total?: number): void
  /** Ends the bar; says nothing when nothing was ever reported. */
  end(): void
}

const EVERY_MS = 3_000

export function openProgress(terminal: Terminal, label: string, unit: string): Progress {
  return terminal.looksErr ? openBar(label, unit) : openLines(terminal, label, unit)
}

function openBar(label: string, unit: string): Progress {
  const bar = new cliProgress.SingleBar({
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    etaBuffer: 50,
    format: `${label} {bar} {percentage}% · {value} of {total} ${unit} · {duration_formatted}, {eta_formatted} left`,
    barCompleteChar: '━',
    barIncompleteChar: '─'
  })
  let started = false
  return {
    at(done, total) {
      if (!started) bar.start(total ?? done, done)
      else if (total !== undefined && total !== bar.getTotal()) bar.setTotal(total)
      started = true
      bar.update(done)
    },
    end() {
      if (started) bar.stop()
    }
  }
}

function openLines(terminal: Terminal, label: string, unit: string): Progress {
  const began = performance.now()
  let told = began
  return {
    at(done, total) {
      const now = performance.now()
      if (now - told < EVERY_MS) return
      told = now
      const of = total === undefined ? '' : ` of ${grouped(total)}`
      terminal.err(`${label}: ${grouped(done)}${of} ${unit}, ${Math.round((now - began) / 1000)} s\n`)
    },
    end() {}
  }
}

/** 1234567 -> '1,234,567'; '1234.5678' -> '1,234.5678' */
export function grouped(count: number | bigint | string): string {
  return String(count).replaceAll(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',')
}
