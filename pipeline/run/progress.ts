/** How a run tells where it is. A stage is begun, may count its steps, and ends when the next begins. */
export interface RunProgress {
  stage(name: string, total?: number): void;
  step(done: number): void;
  end(): void;
}
