// One run of the checker over parts that are remembered.
import type { Memory } from './memory.ts'
import { Report } from './report.ts'
import type { Spot } from '../vocabulary/declarations.ts'

/** Checks parts of a set of rules: a part that is as it was is not checked again, and what was found in it is reported again. */
export class PartChecker {
  readonly #memory: Memory
  readonly #report: Report
  readonly #within: string

  /** `within`: tells parts of the same place apart that are checked in several ways. */
  constructor(memory: Memory, report: Report, within = '') {
    this.#memory = memory
    this.#report = report
    this.#within = within
  }

  /** As `Memory.recall`, for work that reports. */
  check<T>(key: string, from: readonly unknown[], make: (report: Report) => T): T {
    const { value, found } = this.#memory.recall(`${this.#within}${key}`, from, () => {
      const found = new Report()
      return { value: make(found), found }
    })
    this.#report.merge(found)
    return value
  }
}

/** Names a part by where it begins. */
export function keyOf({ source, start }: Spot): string {
  return `${source.file} ${start}`
}
