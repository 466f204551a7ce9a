/** The values of a statement that is put together: each is known by its place, `$2`. */
export class StatementValues {
  readonly #all: unknown[]

  constructor(first: readonly unknown[]) {
    this.#all = [...first]
  }

  get all(): unknown[] {
    return this.#all
  }

  add(value: unknown): string {
    this.#all.push(value)
    return `$${this.#all.length}`
  }
}
