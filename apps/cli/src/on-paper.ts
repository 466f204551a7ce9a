// For specs: a command line as somebody types it.
import { runCommand } from './main.ts'
import { paper } from './paper.ts'

export interface OnPaper {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Its exit code, and what it wrote. */
export async function onPaper(...words: readonly string[]): Promise<OnPaper> {
  const { terminal, written } = paper()
  const code = await runCommand(words, terminal)
  return { code, ...written }
}
