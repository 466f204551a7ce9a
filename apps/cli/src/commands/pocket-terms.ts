// Options of every command that fills a pocket, as the fields of the same request over HTTP.
import { type OptionNames, options } from '../asked.ts'
import { instantOption } from '../dates.ts'

export interface TermOptions {
  /** Services, separated by commas. */
  readonly for?: string
  readonly group?: string
  readonly priority?: number
  readonly subscription?: string
  readonly until?: string
}

/** Of `askedTerms`. */
export const TERM_NAMES: OptionNames = {
  ...options('group', 'priority', 'subscription'),
  ...{ expiresAt: '--until', services: '--for' }
}

export function askedTerms({ for: services, group, priority, subscription, until }: TermOptions) {
  const expiresAt = until === undefined ? undefined : instantOption(until, '--until').toString()
  return { group, priority, subscription, expiresAt, services: namedServices(services) }
}

/** 'voice, sms'. */
export function namedServices(text: string | undefined): string[] | undefined {
  return text?.split(',').map(name => name.trim())
}
