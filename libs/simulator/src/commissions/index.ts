export { commissionSales } from './commission-sales.ts'
