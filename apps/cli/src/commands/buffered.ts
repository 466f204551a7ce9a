import { ReaderLeft } from '../problems.ts'
import type { Terminal } from '../terminal.ts'

const CHUNK = 65_536

/** Many short lines in few writes, of what only lists. */
export function buffered(terminal: Terminal): { write(text: string): void; flush(): void } {
  let held: string[] = []
  let size = 0
  const flush = (): void => {
    if (terminal.left) throw new ReaderLeft()
    if (size > 0) terminal.out(held.join(''))
    held = []
    size = 0
  }
  return {
    write(text) {
      held.push(text)
      size += text.length
      if (size >= CHUNK) flush()
    },
    flush
  }
}
