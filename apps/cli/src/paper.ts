import type { Terminal } from './terminal.ts'

/** A terminal that nobody looks at, and what was written to it. */
export function paper(): { terminal: Terminal; written: { out: string; err: string } } {
  const written = { out: '', err: '' }
  const terminal: Terminal = {
    out: text => void (written.out += text),
    drained: async text => void (written.out += text),
    err: text => void (written.err += text),
    left: false,
    looksOut: false,
    looksErr: false,
    paint: (_, text) => text
  }
  return { terminal, written }
}
