// How usage comes in: one line of a switch's or partner's file becomes a record, is filtered, or is malformed.

/** One use of a service, as its source tells it. Nothing is attributed or priced yet. */
export interface UsageRecord {
  /** Unique at the source; '' when the source has none (the host then derives it from the line). */
  readonly id: string
  /** 'voice', 'sms', 'data': what a tariff is `for`. */
  readonly service: string
  /** The identity (number, login) that a subscription owns: it pays. */
  readonly subscriber: string
  /** Called number, E.164 digits without '+'; '' when there is none. */
  readonly to: string
  /** Calling number or point of origin; '' when there is none. */
  readonly from: string
  /** Start, milliseconds since 1970 UTC. */
  readonly startedAt: number
  /** Ticks of the service's unit: thousandths of a second, or single bytes, messages, events. */
  readonly quantity: number
}

/** What one line is. `field` and `reason` are what quarantine shows; `detail` quotes the offending text. */
export type ParsedLine =
  | { readonly kind: 'record'; readonly record: UsageRecord }
  | { readonly kind: 'filtered'; readonly reason: string }
  | { readonly kind: 'malformed'; readonly field: string; readonly reason: string; readonly detail: string }

/** What a format may know before its first line: the header line, if it has one, and the zone of unzoned times. */
export interface UsageFileContext {
  readonly header: string | null
  /** IANA zone in which the file's local times are to be read. */
  readonly zone: string
}

/** An opened file: `parse` is called once per line, never throws, and keeps no reference to the line. */
export type OpenedUsageFile =
  | { readonly ok: true; parse(line: string): ParsedLine }
  | { readonly ok: false; readonly problem: string }

/** A usage file format, chosen by `code` (`--format asterisk`). */
export interface UsageFormat {
  readonly code: string
  readonly title: string
  readonly hasHeader: boolean
  open(context: UsageFileContext): OpenedUsageFile
}
