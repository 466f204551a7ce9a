// What the page of a diagnostic code shows besides its title and advice: a text that produces the code, and one that does not.

import type { CatalogueEntry } from '../diagnostics/catalogue.ts'
import type { Signature } from '../signature/signature.ts'

/** The text of one rule file, beside the operator of `EXAMPLE_OPERATOR`; or every file of a rules folder by its path. */
export type ExampleText = string | Readonly<Record<string, string>>

export interface CodeExample {
  /** What the code is about and why it matters, in one to three short sentences. */
  readonly meaning: string
  /** Produces the code, and no other. */
  readonly wrong: ExampleText
  /** Says rightly what was meant: nothing is wrong with it. */
  readonly right: ExampleText
  /** A plugin's statement without which the text cannot be written: no installed plugin has it. */
  readonly statement?: Signature
}

export type CodeExamples = Readonly<Record<`R${string}`, CodeExample>>

/** Codes of a plugin's statement, each with its entry in the catalogue and its example. */
export type StatementErrors = Readonly<Record<`R${string}`, CatalogueEntry & CodeExample>>

export const EXAMPLE_OPERATOR = `operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
}
`

/** The file that a single text becomes. */
export const EXAMPLE_FILE = 'rules.farthing'

/** The rules folder of an example, by path. */
export function exampleFiles(text: ExampleText): ReadonlyMap<string, string> {
  if (typeof text !== 'string') return new Map(Object.entries(text))
  return new Map([
    [EXAMPLE_FILE, text],
    ['operator.farthing', EXAMPLE_OPERATOR]
  ])
}

/** Rule text as it is written: lines between the first and the last, without the indentation of the code around them; backslashes stand for themselves. */
export function ruleText({ raw }: TemplateStringsArray, ...values: readonly string[]): string {
  const lines = String.raw({ raw }, ...values)
    .split('\n')
    .slice(1, -1)
  const indent = Math.min(...lines.filter(line => line.trim() !== '').map(line => line.search(/\S/)))
  return lines.map(line => `${line.slice(indent)}\n`).join('')
}
