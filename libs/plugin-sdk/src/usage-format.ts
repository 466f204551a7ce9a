// How usage comes in: a line of a switch's or partner's file becomes a record, is filtered, or is malformed.

import type { BaseUnit, UnitWord } from '@farthing/billing-core/values'

/** One use of a service, as its source tells it. Nothing is attributed or priced yet. */
export interface UsageRecord {
  /** Unique at the source. Where that gives none, `fieldsId` of what the line says: '' makes the line itself the id. */
  readonly id: string
  /** 'voice', 'sms', 'data': what a tariff is `for`. */
  readonly service: string
  /** The identity (number, login) that a subscription owns: it pays. */
  readonly subscriber: string
  /** Called number as the source writes it (rating brings it to E.164); '' when there is none. */
  readonly to: string
  /** Calling number as the source writes it; '' when there is none. It need not be the subscriber: a trunk has many. */
  readonly from: string
  /** Start, milliseconds since 1970 UTC. */
  readonly startedAt: number
  /** Ticks of `unit`: thousandths of a second, or single bytes, messages, events. A safe integer, not negative. */
  readonly quantity: number
  /** Rating refuses a record whose unit is not that of the service's tariff. */
  readonly unit: BaseUnit
  /** What the event is worth by its source (content, roaming), in micro units: a safe integer, not negative; null when it says nothing. */
  readonly value: number | null
  /** ISO 4217 currency of the value; '' is the operator's. Rating refuses a value in another one. */
  readonly currency: string
}

/** What one event is. `field` and `reason` are what quarantine shows; `detail` quotes the offending text. */
export type ParsedEvent =
  | { readonly kind: 'record'; readonly record: UsageRecord }
  | {
      readonly kind: 'filtered'
      readonly reason: string
      /** Id of the event, where pieces of it may wait: they are not needed then. */
      readonly event?: string
    }
  | {
      readonly kind: 'malformed'
      readonly field: string
      readonly reason: string
      readonly detail: string
      /** Where the text is a piece of an event whose others did not come. */
      readonly piece?: EventPiece
    }

/** A piece of an event that is told in several lines, such as the INVITE and the BYE of a call. */
export interface EventPiece {
  /** Id of the event. */
  readonly of: string
  readonly name: string
  /** Names of all pieces that make the event, in the order in which their texts are joined; of one that others follow, those that it knows. */
  readonly all: readonly string[]
  /**
   * Where nothing but the last piece says how many there are: whether others follow this one. All have come when those are there that the
   * last one names; of several that say so, that which names the fewest decides, and what it does not name waits by itself.
   */
  readonly more?: boolean
}

/**
 * A text that waits for the others of its event, wherever they stand in the file. When all have come their texts, joined by line feeds
 * (of a single one, with a line feed behind it), are parsed as one; when the event comes whole, by its id, they are not needed. Those left at the end wait in quarantine.
 */
export interface ParsedPiece {
  readonly kind: 'piece'
  readonly piece: EventPiece
  /**
   * Which one waits when a piece of the same name comes again; the other one is filtered. 'both': it is filtered only when it is the same
   * text, and another one waits in quarantine by itself.
   */
  readonly keep: 'first' | 'last' | 'both'
  /** Reason for which one that is not needed is filtered. */
  readonly spare: string
  /** Reason and detail in quarantine, when the others do not come. */
  readonly reason: string
  readonly detail: string
}

/** What one line is: an event, a piece of one, or a batch of texts that are parsed one by one, each an event of its own. */
export type ParsedLine = ParsedEvent | ParsedPiece | { readonly kind: 'batch'; readonly lines: readonly string[] }

/** What a format may know before it parses: the file's first line, and the zone of unzoned times. */
export interface UsageFileContext {
  /** The file's first line: the header where the format has one, else a record like any other. Null when it is not known. */
  readonly header: string | null
  /** IANA zone in which the file's local times are to be read. */
  readonly zone: string
  /** By word, those that rules declare among them; left out: those that every operator has. */
  readonly units?: ReadonlyMap<string, UnitWord>
}

/**
 * An opened file: `parse` is called once per line (or paragraph) and keeps no reference to it. It sees no byte order mark, and lines end
 * in line feeds alone, whatever the file has. Both may throw: such a line waits in quarantine, and the plugin is named.
 */
export type OpenedUsageFile =
  | {
      readonly ok: true
      parse(line: string): ParsedLine
      /** A line that is no text, which waits without being parsed: its bytes, one character each. For formats that count what they were sent. */
      passOver?(bytes: string): void
      /** After the last line: what is wrong with the file as a whole, such as a trailer whose totals are not those that were read; null when nothing is. */
      end?(): string | null
      /** After the last line: what somebody should know of a file that was read all the same, one sentence each, such as columns that are not read. */
      notes?(): readonly string[]
    }
  | { readonly ok: false; readonly problem: string }

/** A usage file format, chosen by `code` (`--format asterisk`). */
export interface UsageFormat {
  readonly code: string
  readonly title: string
  /** The first line names columns, and is no record. Not with paragraphs. */
  readonly hasHeader: boolean
  /** What `parse` gets: lines, when left out; or paragraphs, their lines joined by line feeds: an empty line ends each. */
  readonly records?: 'lines' | 'paragraphs'
  /** Lines bear on others: pieces of one event, totals. An import that goes on where it was broken off parses all of the file again. */
  readonly remembers?: boolean
  /**
   * Of a format that rules declare: by what its events are known, in words. Rules that say it otherwise are not published once files were
   * imported by it: all events that are sent again would be news.
   */
  readonly identity?: string
  open(context: UsageFileContext): OpenedUsageFile
}
