// Conditions, and the rules for changes.
import { type CodeExamples, EXAMPLE_OPERATOR, ruleText } from '../code-example.ts'

const forbid = (condition: string): string => ruleText`
  plan mobile-20 "Mobile 20" {
    from 2026-01-01
  }

  forbid change to mobile-20 when ${condition} "Not now"
`

const rules = (...lines: readonly string[]): string => ruleText`
  plan mobile-20 "Mobile 20" {
    from 2026-01-01
  }

  ${lines.join('\n  ')}
`

export const conditionExamples: CodeExamples = {
  R0300: {
    meaning: 'A condition asks for a fact that neither the kernel nor a plugin knows.',
    wrong: forbid('onplan < 30 days'),
    right: forbid('on-plan < 30 days')
  },
  R0301: {
    meaning: 'Some facts are asked of something that is named in brackets: usage of a service, money spent to a zone.',
    wrong: forbid('age(mobile-20) < 12 months'),
    right: forbid('age < 12 months')
  },
  R0302: {
    meaning: 'Minutes are not money. A fact is compared with a value of its own kind only.',
    wrong: forbid('owed > 30 min'),
    right: forbid('owed > 30.00')
  },
  R0303: {
    meaning: 'No plan is more than another. Names are the same or they are not.',
    wrong: forbid('plan > mobile-20'),
    right: forbid('plan is mobile-20')
  },
  R0304: {
    meaning: 'The age of a subscription does not begin anew with each billing cycle.',
    wrong: forbid('age this cycle > 30 days'),
    right: forbid('age > 30 days')
  },
  R0305: {
    meaning:
      'One rule forbids what the other allows, both at the same time, and neither says that it is the exception of the other. The order of the rules means nothing.',
    wrong: rules('forbid change when on-plan < 30 days "Too soon"', 'allow change to mobile-20 when age > 12 months'),
    right: rules(
      'forbid change when on-plan < 30 days "Too soon" as too-soon',
      'allow change to mobile-20 when age > 12 months, overrides too-soon'
    )
  },
  R0306: {
    meaning: 'Each of these rules is an exception of the other. When both apply, neither would count.',
    wrong: rules(
      'forbid change when on-plan < 30 days "Too soon" as too-soon, overrides loyal',
      'allow change when age > 12 months as loyal, overrides too-soon'
    ),
    right: rules(
      'forbid change when on-plan < 30 days "Too soon" as too-soon',
      'allow change when age > 12 months as loyal, overrides too-soon'
    )
  },
  R0310: {
    meaning: 'The template of a message names something that the message does not list among its facts.',
    wrong: message('You are on {{paln}}'),
    right: message('You are on {{plan}}')
  },
  R0311: {
    meaning: 'The template cannot be read, or calls something that templates of messages do not have.',
    wrong: message('{{#if plan}}You are on {{plan}}'),
    right: message('{{#if plan}}You are on {{plan}}{{/if}}')
  },
  R0312: {
    meaning: 'A message has a template that is not in the rules folder.',
    wrong: { 'operator.farthing': EXAMPLE_OPERATOR, 'rules.farthing': messageText('welcome.hbs') },
    right: message('You are on {{plan}}')
  }
}

function message(template: string): Readonly<Record<string, string>> {
  return {
    'operator.farthing': EXAMPLE_OPERATOR,
    'rules.farthing': messageText('welcome.hbs'),
    'welcome.hbs': template
  }
}

function messageText(file: string): string {
  return ruleText`
    message "welcome" {
      facts plan
      by sms from "${file}"
    }
  `
}
