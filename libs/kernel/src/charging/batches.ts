// Many askers, few transactions: what arrives while a batch is at work goes together into the next one.

interface Waiting<Item, Result> {
  readonly item: Item
  readonly settle: (result: Result) => void
  readonly fail: (error: unknown) => void
}

/** Batches that are at work at once. While one waits for the disk, the other decides. */
const LANES = 2
const MOST_ITEMS = 100

export class Batches<Item, Result> {
  private waiting: Waiting<Item, Result>[] = []
  private busy = 0

  /** `work` answers each item in its place, or throws: then nothing was done, and each item is tried alone. */
  constructor(private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>) {}

  ask(item: Item): Promise<Result> {
    return new Promise((settle, fail) => {
      this.waiting.push({ item, settle, fail })
      this.start()
    })
  }

  private start(): void {
    if (this.busy >= LANES || this.waiting.length === 0) return
    this.busy++
    // what else arrived in this turn of the event loop goes along
    setImmediate(() => void this.run())
  }

  private async run(): Promise<void> {
    const batch = this.waiting.splice(0, MOST_ITEMS)
    if (batch.length > 0) await this.carryOut(batch)
    this.busy--
    this.start()
  }

  private async carryOut(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.work(batch.map(({ item }) => item))
      batch.forEach(({ settle }, index) => settle(results[index] as Result))
    } catch (error) {
      const [only] = batch
      if (batch.length === 1) return only?.fail(error)
      for (const each of batch) await this.carryOut([each])
    }
  }
}
