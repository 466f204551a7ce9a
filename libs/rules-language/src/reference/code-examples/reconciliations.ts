// Codes R0530 to R0539 and R0624: vendors' files compared with own usage.
import { type CodeExamples, ruleText } from '../code-example.ts'

const rules = (lines: readonly string[]): string => ruleText`
  tariff calls for voice {
    rates {
      | price           |
      | 0.25 per minute |
    }
  }

  tariff messages for sms {
    rates {
      | price        |
      | 0.10 per sms |
    }
  }

  plan pay-per-use "Pay per use" {
    tariff calls, messages
  }

  reconcile carrier-x {
    service voice
    format csv
    ${lines.join('\n    ')}
  }
`

export const reconciliationExamples: CodeExamples = {
  R0530: {
    meaning: 'The price that was agreed with the vendor is that of a tariff for something else.',
    wrong: rules(['start within 5s', 'quantity within 2s', 'price within 0.01 by tariff messages']),
    right: rules(['start within 5s', 'quantity within 2s', 'price within 0.01 by tariff calls'])
  },
  R0531: {
    meaning:
      'Quantities of one use are compared in the unit of the service. Bytes and seconds never lie near each other.',
    wrong: rules(['start within 5s', 'quantity within 1 MB']),
    right: rules(['start within 5s', 'quantity within 2s'])
  },
  R0532: {
    meaning:
      'A line and an event that began hours apart are two uses. Joined they would hide that each lacks its other side.',
    wrong: rules(['start within 10 h', 'quantity within 2s']),
    right: rules(['start within 60 min', 'quantity within 2s'])
  },
  R0624: {
    meaning:
      'A share of nothing adds nothing to the amount before it. Within a share of all, any two quantities or prices are the same.',
    wrong: rules(['start within 5s', 'quantity within 2s or 100%']),
    right: rules(['start within 5s', 'quantity within 2s or 1%'])
  }
}
