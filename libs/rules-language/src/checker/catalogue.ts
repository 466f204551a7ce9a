// Every code of the checker: what it is called and what to do about it. Codes are stable: never reused.
import type { CatalogueEntry } from '../diagnostics/catalogue.ts'
import type { DiagnosticCode } from '../diagnostics/diagnostic.ts'
import { changeRuleCatalogue } from './change-rule-catalogue.ts'
import { currencyCatalogue } from './currency-catalogue.ts'
import { exampleCatalogue } from './example-catalogue.ts'
import { effectCatalogue } from './effect-catalogue.ts'
import { factCatalogue } from './fact-catalogue.ts'
import { faultCatalogue } from './fault-catalogue.ts'
import { laterCatalogue } from './later-catalogue.ts'
import { numberingCatalogue } from './numbering-catalogue.ts'
import { paymentCatalogue } from './payment-catalogue.ts'
import { reachCatalogue } from './reach-catalogue.ts'
import { reconcileCatalogue } from './reconcile-catalogue.ts'

/** R0100-R0109 operator, R0110-R0119 names and versions, R0120-R0129 plugins and files, R0130-R0139 zones, R0140-R0149 bands, R0150-R0169 rates, R0170 on examples, R0200-R0249 tariffs, continued, R0350-R0379 the lines of an example, R0430-R0439 reach, R0440 features beside plans, R0470-R0479 rules without an effect, R0480-R0484 faults of plugins, R0485 effects that undo each other, R0511 usage as it arrives, R0512-R0516 how usage is paid, R0517-R0524 caps, R0530-R0539 and R0624 vendors' files, R0564 names of charges, R0595-R0597 the retention desk, R0609-R0611 files for other currencies, R0620-R0629 what later releases refuse (R0621 is of tables, R0629 of a plugin), among them R0627 the message of invoices, R0640 bars that hold nothing, R0619 and R0641-R0642 what networks are told at the end, R0643-R0645 numbers of invoices. */
export const checkerCatalogue = {
  R0100: {
    title: 'No operator',
    advice: 'Declare the operator once: operator "NAME" { currency AUD; time zone "Australia/Melbourne" }.'
  },
  R0101: { title: 'Two operators', advice: 'A set of rules has one operator. Remove the other.' },
  R0102: {
    title: 'Unknown time zone',
    advice: 'Write the name of a zone of the IANA data base: "Australia/Melbourne".'
  },
  R0103: {
    title: 'Rounding step that does not fit',
    advice: 'The step is the smallest amount of the currency, or several of it: 0.01 or 0.05 for AUD, 1 for JPY.'
  },
  R0110: { title: 'Declared twice', advice: 'Give one of the two another name.' },
  R0111: { title: 'Unknown name', advice: 'Use a declared name, or declare this one.' },
  R0112: { title: 'Never used', advice: 'Nothing refers to it. Remove it, or use it.' },
  R0113: {
    title: 'Two versions at once',
    advice: 'End the earlier version on the day on which the later one begins: until DATE.'
  },
  R0114: {
    title: 'No version in between',
    advice: 'Let the later version begin on the day on which the earlier one ends.'
  },
  R0115: { title: 'Written twice in one plan', advice: 'It counts twice. Remove one of the two if that is not meant.' },
  R0116: {
    title: 'Another service',
    advice: 'All versions of a tariff are for one service. Give the other tariff another name.'
  },
  R0117: { title: 'Day listed twice', advice: 'Remove one of the two.' },
  R0118: { title: 'Calendar too long', advice: 'Look for a mistyped year.' },
  R0119: {
    title: 'Plan without its tariff',
    advice:
      'Let the plan begin on or after the day on which its tariff begins, and end when it does: from DATE until DATE. Or add the version of the tariff for the days that lack one.'
  },
  R0564: {
    title: 'Name of charges that may be a slip',
    advice:
      'Charges are named by their type (rent, usage), by a service, or by the category of an item or a source. What other systems bring under a name of their own may be named too: the nearer it is to one of these, the sooner it is taken for a slip.'
  },
  R0120: {
    title: 'Refused by the statement',
    advice: 'The statement means nothing like this. Its reference says what it takes.'
  },
  R0121: { title: 'Missing file', advice: 'A file is named by its path from the rule file that names it.' },
  R0122: {
    title: 'Path out of the rules folder',
    advice:
      'Files that rules name stay inside the rules folder, so that a version of the rules holds all of them. Copy the file into it.'
  },
  R0131: { title: 'Prefix listed twice', advice: 'Keep the row with the right zone.' },
  R0132: {
    title: 'Prefix that decides nothing',
    advice: 'Longer prefixes take every number under it. Remove the row.'
  },
  R0133: {
    title: 'Prefix that changes nothing',
    advice: 'A shorter prefix puts these numbers in the same zone. Remove the row.'
  },
  R0134: {
    title: 'Zone table that decides nothing',
    advice: 'Tables before it know all its numbers. Take it out of the line, or put it before them.'
  },
  R0135: {
    title: 'Rows behind another table',
    advice:
      'A table before this one has the prefix, or a beginning of it. Put the tables in another order, or remove the rows.'
  },
  R0140: { title: 'Bands overlap', advice: 'Give the minute to one of the bands, for example with except holidays.' },
  R0141: { title: 'No band', advice: 'Let a band hold at the times named, or add band NAME = otherwise.' },
  R0142: { title: 'Two bands are otherwise', advice: 'Only one band takes what the others leave.' },
  R0143: { title: 'No calendar of holidays', advice: 'Name a calendar in the operator block: holidays NAME.' },
  R0144: {
    title: 'Band that never holds',
    advice: 'Other bands leave it no minute of the week. Remove it, or narrow the others.'
  },
  R0145: { title: 'Too many bands', advice: 'A tariff has at most 200 bands.' },
  R0146: {
    title: 'Too many kinds of days',
    advice: 'Name fewer dates and calendars in one tariff, or put days into a calendar of their own.'
  },
  R0150: {
    title: 'Unknown unit of a service',
    advice: 'Say what usage is counted in: tariff NAME for SERVICE, counted in events.'
  },
  R0151: { title: 'Wrong unit', advice: 'Prices and increments of a tariff count what its service is measured in.' },
  R0152: {
    title: 'No rate',
    advice: 'Add a row for the zone and band, or a row with *. What is free is written free.'
  },
  R0280: {
    title: 'Origin without a destination',
    advice: 'Add zone by called number in NAME, or let the calling number alone decide: zone by calling number in NAME.'
  },
  R0283: {
    title: 'Name of a unit that is taken',
    advice: 'Give the unit a word of its own.'
  },
  R0284: {
    title: 'Too many decimals for its unit',
    advice: 'Write fewer decimals, or declare the unit with more: unit NAME with 2 decimals.'
  },
  R0281: {
    title: 'Origin that no rate asks for',
    advice: 'Name it in rows, in the column origin, or remove the line.'
  },
  R0153: { title: 'Rate given twice', advice: 'Keep one of the two rows.' },
  R0154: {
    title: 'Two rows apply',
    advice: 'Neither row is an exception of the other. Write a row for the zone and band named.'
  },
  R0155: { title: 'Row that never applies', advice: 'Rows of their own take everything that it is for. Remove it.' },
  R0156: { title: 'Maximum below minimum', advice: 'Let the maximum be at least the minimum.' },
  R0157: {
    title: 'Quantity out of range',
    advice: 'Increments and prices count whole milliseconds, bytes, messages or events.'
  },
  R0158: { title: 'Nothing to cross', advice: 'The tariff has no bands. Remove the statement.' },
  R0159: {
    title: 'Cannot be split',
    advice: 'Only durations are split over bands. Remove the statement, or write rated by start.'
  },
  R0160: { title: 'Amount too large', advice: 'Amounts go up to 1,000,000,000.' },
  R0200: {
    title: 'Public holiday already',
    advice: 'The region has this day. Remove the line, or keep it if another name is meant.'
  },
  R0201: {
    title: 'Not a holiday',
    advice: 'Only a day of the calendar can be removed. Correct the date, or drop the line.'
  },
  R0202: {
    title: 'Unknown region',
    advice: 'Write a country, or a part of one, by ISO 3166: NZ, AU-VIC, DE-BY. Where none fits, list the days.'
  },
  R0210: {
    title: 'Tiers out of order',
    advice: 'Let each tier end further than the one before it, and the open one come last.'
  },
  R0211: { title: 'No last tier', advice: 'End the table with a row that has * in the column up to.' },
  R0212: {
    title: 'Wrong column of a tier',
    advice: 'Stairstep tiers have an amount for the whole count; tiers of the other words have a price.'
  },
  R0213: {
    title: 'Blocks that do not fit',
    advice: 'Only a package is paid per started block, and each of its tiers holds whole blocks.'
  },
  R0214: {
    title: 'Limit of an event with tiers',
    advice:
      'Leave minimum and maximum out of the row, and of rows for other bands of its zone: no event has a price of its own by tiers.'
  },
  R0215: {
    title: 'Started part within an event',
    advice: 'Leave out started: write per minute, and an increment that rounds up.'
  },
  R0170: { title: 'Sum that does not come out', advice: 'Correct the amount, or the way to it.' },
  R0171: {
    title: 'Example without an expectation',
    advice:
      'Say what must come of it: expect charge 0.39, expect invoice { }, expect balance 40.00 or expect refused "REASON".'
  },
  R0250: {
    title: 'Two offers apply',
    advice: 'Let one of the two name the other: overrides "NAME". Or give them other days, hours, services or zones.'
  },
  R0251: { title: 'Overrides nothing', advice: 'Name another offer of the same plan, as its title is written.' },
  R0252: {
    title: 'Offers override each other',
    advice: 'Take one of the names out: of offers that meet one goes first.'
  },
  R0253: { title: 'Two offers of one name', advice: 'Give one of the two another title.' },
  R0254: {
    title: 'Offer that never applies',
    advice: 'Let it hold on days on which the plan does, at some minute of the week. Or remove it.'
  },
  ...exampleCatalogue,
  ...effectCatalogue,
  ...factCatalogue,
  ...faultCatalogue,
  ...paymentCatalogue,
  ...laterCatalogue,
  ...reachCatalogue,
  ...currencyCatalogue,
  ...numberingCatalogue,
  ...reconcileCatalogue,
  ...changeRuleCatalogue,
  R0300: {
    title: 'Unknown fact',
    advice: 'Conditions compare facts: those of the kernel and those of plugins. Use one of the facts listed.'
  },
  R0301: {
    title: 'Fact of nothing known',
    advice: 'Write in brackets what the fact is asked of: used(data), spend(new-zealand), feature(voicemail).'
  },
  R0302: {
    title: 'Compared with another kind of value',
    advice: 'Compare money with money, data with data, names with names. Usage is compared in the unit of its service.'
  },
  R0303: {
    title: 'Compared in a way that does not fit',
    advice: 'Names are compared by is and is not; amounts, dates and lengths of time by <, <=, >, >= and =.'
  },
  R0304: {
    title: 'Fact that counts for no cycle',
    advice: 'Only facts that begin again with each billing cycle take this cycle.'
  },
  R0310: {
    title: 'Fact that the message does not have',
    advice: 'Add the fact to the facts of the message, or take it out of the template.'
  },
  R0311: {
    title: 'Broken template of a message',
    advice: 'Templates of messages hold facts, {{plan}}, and if and unless.'
  },
  R0312: { title: 'Missing template', advice: 'A template is named by its path in the rules folder.' },
  R0511: {
    title: 'Usage too far ahead',
    advice: 'Write a length of time up to 24 h: future usage limit 1 h.'
  },
  R0567: { title: 'Outlier that every bill is', advice: 'Above is more than 100%, and below is less.' },
  R0180: { title: 'Broken template', advice: 'Use only the facts of the document, and if, unless, each and with.' }
} as const satisfies Record<DiagnosticCode, CatalogueEntry>

/** Limits that only the whole set of rules can show. */
type LimitCode = 'R0080' | 'R0081' | 'R0087' | 'R0088' | 'R0089'

/** Codes that the checker gives: its own, and those of the front half that it shares. */
export type CheckerCode = keyof typeof checkerCatalogue | 'R0033' | 'R0034' | 'R0045' | 'R0060' | LimitCode | 'R0099'
