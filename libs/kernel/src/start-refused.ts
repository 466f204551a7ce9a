/** The program cannot start, and the message tells the operator what, why and what to do: print it without a stack. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
}
