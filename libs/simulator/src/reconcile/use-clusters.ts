// Two long sorted lists -> small groups, so that no use of one group can be the same as one of another.
import { partyKey, type ToldUse } from './told-use.ts'

/** A number that is called without a pause is cut here. */
const MOST_USES = 20_000

/** Takes uses of both sides in one order: by `partyKey`, then by start. */
export class UseClusters<Theirs extends ToldUse, Ours extends ToldUse> {
  private theirs: Theirs[] = []
  private ours: Ours[] = []
  private key = ''
  private last = -Infinity

  constructor(
    private readonly startMs: number,
    private readonly take: (theirs: readonly Theirs[], ours: readonly Ours[]) => void
  ) {}

  addTheirs(use: Theirs): void {
    this.next(use)
    this.theirs.push(use)
  }

  addOurs(use: Ours): void {
    this.next(use)
    this.ours.push(use)
  }

  end(): void {
    if (this.theirs.length + this.ours.length > 0) this.take(this.theirs, this.ours)
    this.theirs = []
    this.ours = []
  }

  private next(use: ToldUse): void {
    const key = partyKey(use)
    const full = this.theirs.length + this.ours.length >= MOST_USES
    if (key !== this.key || use.startedAt - this.last > this.startMs || full) this.end()
    this.key = key
    this.last = use.startedAt
  }
}
