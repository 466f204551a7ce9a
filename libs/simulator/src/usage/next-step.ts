// What a person does about usage that waits in quarantine: a next step for every reason.

const RETRY = 'then retry'
const SOURCE = 'mend it at its source, import the mended file and drop this line'

const STEPS: ReadonlyMap<string, string> = new Map([
  // who pays, and by which rule
  ['number-moved', 'retry: it is rated for who had the number then'],
  ['unknown-subscriber', `give the number or login to a subscription that had begun by then, ${RETRY}`],
  ['no-tariff', `name a tariff for the service in the plan and publish, ${RETRY}`],
  ['not-in-force', `write a version of the tariff that holds on that day and publish, ${RETRY}`],
  ['no-zone', `put the number into a zone of the tariff, or mend how the operator dials, and publish, ${RETRY}`],
  ['no-origin', `put the calling number into an origin of the tariff and publish, ${RETRY}`],
  ['no-rate', `write a rate for this zone and band and publish, ${RETRY}`],
  [
    'wrong-unit',
    `price the service in the unit that its source counts, or name the unit in the usage format, ${RETRY}`
  ],
  ['wrong-currency', `let the source tell values in the currency of the account: ${SOURCE}`],
  ['no-value', `let the source tell what the event is worth: ${SOURCE}`],
  ['bad-value', `look at the value: if it is wrong, ${SOURCE}; else raise what the tariff takes, ${RETRY}`],
  ['bad-quantity', `look at the quantity: ${SOURCE}`],
  ['amount-too-large', `look at the quantity and at the price: mend whichever is wrong, ${RETRY}`],
  ['too-old', `write late usage limit into the operator's rules and publish, ${RETRY}; or drop it`],
  ['in-future', `look at the clock and the zone of the source; when its time has come, retry`],
  [
    'same-id-other-use',
    `look at both uses: drop this one if it is the same, else give it an id of its own and import it`
  ],
  // charged while it happened
  [
    'unknown-session',
    'find the session at the network: drop it when its use came in another one; else retry this reason or event when it names its subscriber, or import the use from there and drop it'
  ],
  [
    'session-closed',
    'look whether the session has reported the same before: drop it then, else retry this reason or event to bill it'
  ],
  [
    'not-in-real-time',
    `mend what keeps the account from being billed (farthing bill review), ${RETRY}: the bill has it then`
  ],
  // pieces of one event
  ['not-joined', 'import the file that has the rest of the event: both are joined then'],
  ['no-stop', 'import the file that has the end of the session: both are joined then'],
  ['no-bye', 'import the file that has the end of the call: both are joined then'],
  ['no-invite', 'import the file that has the beginning of the call: both are joined then'],
  ['parts-missing', 'import the file that has the other parts of the use: all are joined then'],
  [
    'other-part',
    'look at both texts of the part, drop the wrong one: this one, or the one that waits under the number of the part, and retry this one then'
  ],
  [
    'behind-last-part',
    'look which part is the last of the use: where the use was charged too early, charge the rest of it by hand or import this part as a use of its own, and drop this line'
  ],
  [
    'parts-differ',
    `look at the parts: if they are of several uses, name in the usage format what tells those apart, ${RETRY}; else ${SOURCE}`
  ],
  ['parts-overlap', `look whether each part tells the whole use so far: keep only the last one then; else ${SOURCE}`],
  // lines that are no text
  ['nul-byte', `the line was damaged on its way: ${SOURCE}`],
  ['not-utf-8', `write the file as UTF-8 (iconv -f LATIN1 -t UTF-8), import it again and drop this line`],
  ['line-too-long', `look whether the file has lost its line feeds: ${SOURCE}`],
  ['record-too-long', `look whether the file has lost its empty lines: ${SOURCE}`],
  ['plugin-fault', `mend the plugin that is named, start again, ${RETRY}`],
  ['bad-header', `import the file again with its header, ${RETRY}`]
])

const OTHERS = `the line does not say what its format wants: ${SOURCE}; or, where the rules declare the format, mend it there and retry`

/** A sentence without a full stop. Reasons that formats find of themselves share one. */
export function nextStep(reason: string): string {
  return STEPS.get(reason) ?? OTHERS
}

/** What may be billed twice: a retry takes them only when it asks for the reason, or for the event. */
export const LOOKED_AT_FIRST: readonly string[] = ['unknown-session', 'session-closed']

/** Whether a person looks at it before anything is rated. */
export function looksFirst(reason: string): boolean {
  return LOOKED_AT_FIRST.includes(reason)
}

/** Reasons of the kernel's own; formats bring more. */
export function quarantineReasons(): readonly string[] {
  return [...STEPS.keys()]
}
