// Who places tasks? The engine or a kernel: both answer the same two requests, instances and services going by number.

export interface Placer {
  /** Decides where the service's next task goes and books it there; -1 when it fits nowhere. */
  place(service: number): number
  /** Takes one task of the service off the instance. */
  stop(service: number, instance: number): void
}
