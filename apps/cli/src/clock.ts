/** The time for what people mean by days ago, and for commands without a kernel: rating asks it how old a record is. */
export function systemNow(): Temporal.Instant {
  return Temporal.Now.instant()
}
