// What earlier checks of the same rules worked out, kept while what it was made from stays the same.

interface Kept {
  readonly from: readonly unknown[]
  readonly value: unknown
  run: number
}

/** An editor checks again after every keystroke, and nearly everything is as it was. A single check starts with an empty memory. */
export class Memory {
  readonly #kept = new Map<string, Kept>()
  #run = 0

  /** What `make` gave under this key for the same inputs, which are compared by identity. `make` depends on nothing but them. */
  recall<T>(key: string, from: readonly unknown[], make: () => T): T {
    const kept = this.#kept.get(key)
    if (kept !== undefined && isSame(kept.from, from)) {
      kept.run = this.#run
      return kept.value as T
    }
    const value = make()
    this.#kept.set(key, { from, value, run: this.#run })
    return value
  }

  /** Ends a check: what it did not ask for is forgotten. */
  endRun(): void {
    for (const [key, { run }] of this.#kept) if (run !== this.#run) this.#kept.delete(key)
    this.#run++
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index])
}
