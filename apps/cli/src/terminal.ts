// Where a command writes: results on stdout, progress and problems on stderr, colour only for a person who looks.
import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

export interface Terminal {
  /** Results; nothing is added to the text. */
  out(text: string): void
  /** Results by the megabyte: resolves when the reader has room for more. */
  drained(text: string): Promise<void>
  /** Progress and problems; nothing is added to the text. */
  err(text: string): void
  /** Whether nobody reads results any more: what only lists may end then. */
  readonly left: boolean
  /** Whether a person looks at stdout: decides colours and tables. */
  readonly looksOut: boolean
  /** Whether a person looks at stderr: decides bars and colours of diagnostics. */
  readonly looksErr: boolean
  paint(style: Style, text: string): string
}

interface Streams {
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  readonly env: NodeJS.ProcessEnv
}

export function openTerminal({ stdout, stderr, env }: Streams): Terminal {
  const colours = env['NO_COLOR'] === undefined && env['TERM'] !== 'dumb'
  const [out, err] = [stdout, stderr].map(untilReaderLeaves) as [UntilLeft, UntilLeft]
  const looksOut = stdout.isTTY === true && colours
  return {
    out: text => void out.write(text),
    drained: async text => {
      if (out.write(text) === 'full') await out.room()
    },
    err: text => void err.write(text),
    get left() {
      return out.hasLeft()
    },
    looksOut,
    looksErr: stderr.isTTY === true && colours,
    paint: (style, text) => (looksOut ? styleText(style, text, { validateStream: false }) : text)
  }
}

interface UntilLeft {
  write(text: string): 'full' | 'fine'
  /** Resolves when there is room again, and when nobody reads any more. */
  room(): Promise<void>
  hasLeft(): boolean
}

/** `farthing ... | head` closes the pipe early: that is no failure, and what was begun is done to its end. */
function untilReaderLeaves(stream: NodeJS.WriteStream): UntilLeft {
  let left = false
  let wake: (() => void) | undefined
  stream.on('error', (problem: NodeJS.ErrnoException) => {
    if (problem.code !== 'EPIPE') throw problem
    left = true
    wake?.()
  })
  stream.on('drain', () => wake?.())
  return {
    write: text => (left || stream.write(text) ? 'fine' : 'full'),
    room: () => new Promise(resolve => (left ? resolve() : (wake = resolve))),
    hasLeft: () => left
  }
}
