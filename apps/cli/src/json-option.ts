/** Of every command that can print JSON. */
export interface JsonOption {
  readonly json?: true
}
