/** What accounts ask of the published rules. Whoever publishes rules provides it. */
export abstract class BilledCurrency {
  /** In which the rules bill, those in force or else the next, the operator's own first; none while none are published. */
  abstract current(): Promise<readonly string[]>
}
