// One row per extension point: what names an item, and what is wrong with it by itself.
import { kernelFacts } from '@farthing/rules-language'
import type { Deed } from './deed.ts'
import { readDeed } from './read-deed.ts'
import type { Contributions, ExtensionPoint } from './plugin.ts'

interface PointRule<T> {
  /** What an item is called in a message. */
  readonly noun: string
  codeOf(item: T): unknown
  /** Sentences that say what is missing or wrong; none when it is well-formed. */
  faults(item: T, pluginId: string): readonly string[]
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const STAGES: readonly unknown[] = ['items', 'discounts', 'commitments', undefined]
const FACT_TYPES: readonly unknown[] = ['money', 'quantity', 'count', 'date', 'age']
const isFunction = (value: unknown): boolean => typeof value === 'function'

export const extensionPoints: { readonly [K in ExtensionPoint]: PointRule<Contributions[K]> } = {
  statements: {
    noun: 'statement',
    codeOf: statement => statement.id,
    faults: (statement, pluginId) => [
      ...(isText(statement.id) && statement.id.startsWith(`${pluginId}.`)
        ? []
        : [`its id must begin with "${pluginId}."`]),
      ...(Array.isArray(statement.in) && statement.in.length > 0
        ? []
        : ['`in` must list the blocks in which it may stand']),
      ...(isText(statement.pattern) ? [] : ['`pattern` must be a text']),
      ...(typeof statement.slots === 'object' && statement.slots !== null
        ? []
        : ['`slots` must describe the slots of its pattern']),
      ...(isText(statement.doc) ? [] : ['`doc` must be a sentence for the reference']),
      ...(isText(statement.example) ? [] : ['`example` must show it written']),
      ...(isFunction(statement.lower) || isFunction(statement.tells?.fields)
        ? []
        : ['`lower` must be a function from the match to your value'])
    ]
  },
  chargeTypes: {
    noun: 'charge type',
    codeOf: chargeType => chargeType.code,
    faults: chargeType => [
      ...(isText(chargeType.code) && !chargeType.code.includes(':') ? [] : ['`code` must be a text without ":"']),
      ...(['revenue', 'bond', 'expense'].includes(chargeType.ledger)
        ? []
        : ['`ledger` must be "revenue", "bond" or "expense"']),
      ...(['subscription', 'account', undefined].includes(chargeType.per)
        ? []
        : ['`per` must be "subscription" or "account"']),
      ...(chargeType.per !== 'account' || STAGES.includes(chargeType.stage)
        ? []
        : ['`stage` must be "items", "discounts" or "commitments"']),
      ...(isFunction(chargeType.targets) ? [] : ['`targets` must be a function'])
    ]
  },
  deeds: {
    noun: 'deed',
    codeOf: deed => deed.name,
    faults: deed => [
      ...(isText(deed.name) && KEBAB.test(deed.name) ? [] : ['`name` must be a word in kebab case']),
      ...(LIFE_DEEDS.includes(deed.name) ? ['the kernel has a deed of that name'] : []),
      ...(['account', 'subscription', 'either'].includes(deed.to)
        ? []
        : ['`to` must be "account", "subscription" or "either"']),
      ...(isText(deed.doc) ? [] : ['`doc` must be a sentence for the reference']),
      ...(deed.withStart === undefined || deed.to === 'subscription'
        ? []
        : ['`withStart` is for deeds that are done to a subscription']),
      ...(deed.comesOn === undefined || deed.fields?.[deed.comesOn]?.kind === 'date'
        ? []
        : ['`comesOn` must name a field of kind "date"']),
      ...(typeof deed.fields === 'object' && deed.fields !== null
        ? [...fieldFaults(deed), ...identityFaults(deed)]
        : ['`fields` must describe what is said of it'])
    ]
  },
  usageTerms: {
    noun: 'usage terms of',
    codeOf: terms => terms.statement,
    faults: terms =>
      [terms.tariffs, terms.grants, terms.offers, terms.overages, terms.minimums, terms.caps].some(isFunction)
        ? []
        : ['it needs a function `tariffs`, `grants`, `offers`, `overages`, `minimums` or `caps`']
  },
  changeJudges: {
    noun: 'judge of changes by',
    codeOf: judge => judge.statement,
    faults: judge => (isFunction(judge.judge) ? [] : ['`judge` must be a function'])
  },
  bindingTerms: {
    noun: 'binding term',
    codeOf: term => term.name,
    faults: term => (isFunction(term.endsOn) ? [] : ['`endsOn` must be a function'])
  },
  invoiceGroupings: {
    noun: 'grouping of invoices',
    codeOf: grouping => grouping.name,
    faults: grouping => (isFunction(grouping.groupsOn) ? [] : ['`groupsOn` must be a function'])
  },
  taxes: {
    noun: 'tax of',
    codeOf: tax => tax.statement,
    faults: tax => (isFunction(tax.taxOf) ? [] : ['`taxOf` must be a function'])
  },
  commissions: {
    noun: 'commission of',
    codeOf: commission => commission.statement,
    faults: commission => (isFunction(commission.sales) ? [] : ['`sales` must be a function'])
  },
  points: {
    noun: 'points of',
    codeOf: points => points.statement,
    faults: points => [
      ...(points.joinedBy === null || isText(points.joinedBy)
        ? []
        : ['`joinedBy` must name the deed by which accounts join, or be null']),
      ...(isFunction(points.targets) ? [] : ['`targets` must be a function'])
    ]
  },
  facts: {
    noun: 'fact',
    codeOf: fact => fact.name,
    faults: fact => [
      ...(isText(fact.name) && KEBAB.test(fact.name) ? [] : ['`name` must be a word in kebab case']),
      ...(kernelFacts.some(({ name }) => name === fact.name) ? ['the kernel has a fact of that name'] : []),
      ...(typeof fact.type === 'object' || FACT_TYPES.includes(fact.type) ? [] : ['`type` is none that facts have']),
      ...(isText(fact.doc) ? [] : ['`doc` must be a sentence for the reference']),
      ...(isText(fact.example) ? [] : ['`example` must show it in a condition']),
      ...(isFunction(fact.valueOf) ? [] : ['`valueOf` must be a function'])
    ]
  },
  declaredFormats: {
    noun: 'formats declared by',
    codeOf: declared => declared.statement,
    faults: declared => (isFunction(declared.formatOf) ? [] : ['`formatOf` must be a function'])
  },
  usageFormats: {
    noun: 'usage format',
    codeOf: format => format.code,
    faults: format => [
      ...(isText(format.code) ? [] : ['`code` must be a text']),
      ...(isText(format.title) ? [] : ['`title` must be a text']),
      ...(typeof format.hasHeader === 'boolean' ? [] : ['`hasHeader` must be true or false']),
      ...(format.hasHeader && format.records === 'paragraphs'
        ? ['paragraphs have no header: `hasHeader` must be false']
        : []),
      ...(isFunction(format.open) ? [] : ['`open` must be a function'])
    ]
  }
}

/** The example must be one: it is shown to those who write to it. */
function fieldFaults({ example, fields }: Deed): string[] {
  const strange = Object.entries(fields).filter(([, { kind }]) => !FIELD_KINDS.includes(kind))
  if (strange.length > 0) return strange.map(([name]) => `field \`${name}\` has a \`kind\` that there is not`)
  const taken = Object.keys(fields).filter(name => TOLD_OF_ALL.includes(name))
  if (taken.length > 0) return taken.map(name => `field \`${name}\` is told of every deed: give it another name`)
  const read = readDeed({ fields }, typeof example === 'object' && example !== null ? example : {})
  return read.ok ? [] : read.problems.map(({ field, problem }) => `\`example.${field}\`: ${problem}`)
}

/** What tells it from others of its name is said each time, and is not told to two accounts. */
function identityFaults({ counterpart, fields, knownBy = [], moves }: Deed): string[] {
  const unsure = knownBy.filter(name => fields[name] === undefined || fields[name].optional === true)
  const faults = unsure.map(name => `\`knownBy\` names \`${name}\`, which is no field that is always told`)
  if (knownBy.length > 0 && moves !== undefined) faults.push('what moves pockets cannot be `knownBy` its fields')
  return knownBy.length > 0 && counterpart !== undefined
    ? [...faults, 'what is told to two accounts cannot be `knownBy` its fields']
    : faults
}

const FIELD_KINDS: readonly unknown[] = [
  'money',
  'text',
  'name',
  'count',
  'date',
  'flag',
  'choice',
  'account',
  'partner'
]
/** What a life and a request say beside the fields. */
const TOLD_OF_ALL: readonly string[] = ['as', 'on', 'at', 'known', 'do']
/** What the kernel itself can do. */
const LIFE_DEEDS: readonly unknown[] = [
  ...[
    'subscribe',
    'change',
    'feature',
    'renumber',
    'suspend',
    'resume',
    'terminate',
    'withdraw',
    'use',
    'charge',
    'credit'
  ],
  ...['pay', 'fail', 'reverse', 'refund', 'bill', 'advance', 'publish', 'deed']
]

export const extensionPointNames = Object.keys(extensionPoints) as readonly ExtensionPoint[]

export function isExtensionPoint(name: string): name is ExtensionPoint {
  return Object.hasOwn(extensionPoints, name)
}
