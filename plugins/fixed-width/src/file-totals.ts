// What was read of a file against what its trailer says.

interface Totals {
  readonly records: bigint
  /** The sum of all quantities. */
  readonly total: bigint
}

export class FileTotals {
  private begun = false
  private records = 0n
  private total = 0n
  private trailer: Totals | null = null

  /** False when there was a header before. */
  begin(): boolean {
    const first = !this.begun
    this.begun = true
    return first
  }

  /** A quantity that is no number counts as a record only. */
  add(quantity: string): void {
    this.records++
    if (/^\d+$/.test(quantity)) this.total += BigInt(quantity)
  }

  /** False when there was a trailer before. */
  close(records: bigint, total: bigint): boolean {
    if (this.trailer !== null) return false
    this.trailer = { records, total }
    return true
  }

  /** Both figures where they differ; null when the file is whole. */
  problem(): string | null {
    const read = `${counted(this.records)} and a total of ${this.total} were read`
    if (this.trailer === null) return `the file has no trailer (TRL), so it may be cut off: ${read}`
    const { records, total } = this.trailer
    if (records !== this.records || total !== this.total) {
      return `the trailer says ${counted(records)} and a total of ${total}, but ${read}: ask for the file again`
    }
    return this.begun ? null : `the file has no header (HDR), so it may be a part of one: ${read}`
  }
}

function counted(records: bigint): string {
  return records === 1n ? '1 record' : `${records} records`
}
