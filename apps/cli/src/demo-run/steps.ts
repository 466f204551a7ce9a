import type { Terminal } from '../terminal.ts'

/** Says what is being done, and keeps how long each step took. */
export class Steps {
  readonly seconds: Record<string, number> = {}

  constructor(private readonly terminal: Terminal) {}

  async take<T>(name: string, words: string, work: () => Promise<T>): Promise<T> {
    this.terminal.err(`${words}\n`)
    const began = performance.now()
    const result = await work()
    this.seconds[name] = Math.round((performance.now() - began) / 10) / 100
    return result
  }
}
