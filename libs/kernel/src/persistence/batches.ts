// Many askers, few transactions: what arrives while a batch is at work goes together into the next one.

interface Waiting<Item, Result> {
  readonly item: Item
  readonly settle: (result: Result) => void
  readonly fail: (error: unknown) => void
}

/** Batches that are at work at once, at most: one, unless it waits for somebody or many wait for it. */
const LANES = 3
/** So long without the end of a batch, and the next one goes beside it. */
const PATIENCE_MS = 25
const MOST_ITEMS = 200
/** So many make a batch that is worth its own cost: it goes beside one that is at work, for neither fills a processor. */
const ENOUGH_ITEMS = 32

export class Batches<Item, Result> {
  private waiting: Waiting<Item, Result>[] = []
  private busy = 0
  private impatience: NodeJS.Timeout | undefined

  /** `work` answers each item in its place, or throws: then nothing was done, and each item is tried alone. */
  constructor(private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>) {}

  ask(item: Item): Promise<Result> {
    return new Promise((settle, fail) => {
      this.waiting.push({ item, settle, fail })
      if (this.busy === 0 || (this.busy === 1 && this.waiting.length >= ENOUGH_ITEMS)) this.start()
      else this.waitPatiently()
    })
  }

  private start(): void {
    this.busy++
    // what else arrived in this turn of the event loop goes along
    setImmediate(() => void this.run())
  }

  private waitPatiently(): void {
    if (this.impatience !== undefined || this.busy >= LANES) return
    this.impatience = setTimeout(() => {
      this.impatience = undefined
      if (this.waiting.length > 0) this.start()
    }, PATIENCE_MS)
  }

  private async run(): Promise<void> {
    const batch = this.waiting.splice(0, MOST_ITEMS)
    if (this.waiting.length > 0) this.waitPatiently()
    const answer = await this.carryOut(batch)
    clearTimeout(this.impatience)
    this.impatience = undefined
    this.busy--
    if (this.waiting.length > 0) this.start()
    // behind the next batch: while what it asks is found, these are answered
    setImmediate(answer)
  }

  /** What answers those that are done and were not answered yet. */
  private async carryOut(batch: readonly Waiting<Item, Result>[]): Promise<() => void> {
    if (batch.length === 0) return () => undefined
    try {
      const results = await this.work(batch.map(({ item }) => item))
      return () => batch.forEach(({ settle }, index) => settle(results[index] as Result))
    } catch (error) {
      const [only] = batch
      if (batch.length === 1) return () => only?.fail(error)
      for (const each of batch) (await this.carryOut([each]))()
      return () => undefined
    }
  }
}
