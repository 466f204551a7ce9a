// Whether the next chunk of an import is worth a try to take all its events for news: a try that fails costs up to half a chunk.

/** Tries that one failure takes to be made good. */
const TRIES_PER_FAILURE = 4

export class NewsOdds {
  /** Below zero: tries are not worth it for so many chunks. */
  private credit = 0

  /** Asked once for each chunk. */
  worthATry(): boolean {
    if (this.credit >= 0) return true
    this.credit++
    return false
  }

  /** After a try. */
  told(allWereNews: boolean): void {
    this.credit = allWereNews ? Math.min(this.credit + 1, TRIES_PER_FAILURE) : this.credit - TRIES_PER_FAILURE
  }
}
