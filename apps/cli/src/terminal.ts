// Where a command writes: results on stdout, progress and problems on stderr, colour only for a person who looks.
import { once } from 'node:events'
import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

export interface Terminal {
  /** Results; nothing is added to the text. */
  out(text: string): void
  /** Results by the megabyte: resolves when the reader has room for more. */
  drained(text: string): Promise<void>
  /** Progress and problems; nothing is added to the text. */
  err(text: string): void
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
  stdout.on('error', stopWhenReaderLeft)
  const looksOut = stdout.isTTY === true && colours
  return {
    out: text => void stdout.write(text),
    drained: async text => {
      if (!stdout.write(text)) await once(stdout, 'drain')
    },
    err: text => void stderr.write(text),
    looksOut,
    looksErr: stderr.isTTY === true && colours,
    paint: (style, text) => (looksOut ? styleText(style, text, { validateStream: false }) : text)
  }
}

/** `farthing ... | head` closes the pipe early: that is no failure. */
function stopWhenReaderLeft(problem: NodeJS.ErrnoException): void {
  if (problem.code === 'EPIPE') process.exit(0)
  throw problem
}
