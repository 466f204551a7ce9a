import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common'
import { APP_INTERCEPTOR } from '@nestjs/core'
import type { AnyEntity, EntitySchema } from '@mikro-orm/core'
import { Clock, SystemClock } from './clock.ts'
import { Database } from './database.ts'
import { Idempotency } from './idempotency.ts'
import { IdempotencyInterceptor } from './idempotency.interceptor.ts'
import { Ids } from './ids.ts'
import { KernelSettings, type KernelOptions } from './kernel-settings.ts'
import { Outbox } from './outbox.ts'
import { OutboxRelay } from './outbox-relay.ts'
import { Persistence } from './persistence.ts'

/** Global: every feature may inject Persistence, Clock, Ids, Outbox, OutboxRelay and KernelSettings. */
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  static forRoot(options: KernelOptions, tables: readonly EntitySchema<AnyEntity>[]): DynamicModule {
    const shared = [KernelSettings, Clock, Ids, Persistence, Outbox, OutboxRelay]
    return {
      module: PersistenceModule,
      global: true,
      providers: [
        { provide: KernelSettings, useValue: new KernelSettings(options) },
        { provide: Clock, useValue: options.clock ?? new SystemClock() },
        { provide: Ids, useFactory: (clock: Clock) => new Ids(clock), inject: [Clock] },
        {
          provide: Database,
          useFactory: (settings: KernelSettings) => Database.open(settings, tables),
          inject: [KernelSettings]
        },
        { provide: Persistence, useFactory: (database: Database) => database.persistence, inject: [Database] },
        { provide: Outbox, useFactory: (clock: Clock, ids: Ids) => new Outbox(clock, ids), inject: [Clock, Ids] },
        {
          provide: OutboxRelay,
          useFactory: (p: Persistence, clock: Clock) => new OutboxRelay(p, clock),
          inject: [Persistence, Clock]
        },
        {
          provide: Idempotency,
          useFactory: (p: Persistence, clock: Clock, ids: Ids) => new Idempotency(p, clock, ids),
          inject: [Persistence, Clock, Ids]
        },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor }
      ],
      exports: shared
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close()
  }
}
