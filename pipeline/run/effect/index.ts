import type { Figure } from '../../contract/figure.ts';
import type { Finding } from '../../contract/finding.ts';
import type { Parameters } from '../../contract/parameters.ts';
import { parseStudy, type StudySettings } from '../../contract/study.ts';
import type { EffectFacts } from '../../report/index.ts';
import type { Store } from '../../store/store.ts';
import { type EffectAggregates, figuresOfAggregates } from './aggregates.ts';
import { type Battery, runBattery } from './battery.ts';
import { batteryNumbers } from './battery-numbers.ts';
import { startWorkers, workersFor } from './battery-workers.ts';
import { cimTable } from './cim.ts';
import { consequenceNumbers } from './consequence-numbers.ts';
import { diagnosticNumbers } from './diagnostic-numbers.ts';
import { effectNumbers } from './effect-numbers.ts';
import { toFigure } from './figures.ts';
import { innovationNumbers } from './innovation-numbers.ts';
import { type EffectStudy, runStudy } from './study.ts';
import { innovationVerdict, productivityVerdict } from './verdict.ts';

export interface EffectOptions {
  /** Year that the figures are filed under. */
  readonly referenceYear: number;
  /** What `study.yaml` says; without it the defaults with what `accounts.yaml` says under `effect`. */
  readonly settings?: StudySettings;
  /** Aggregates of a study made elsewhere; used where the drops hold no register. */
  readonly aggregates?: EffectAggregates;
  /** Threads that may work on the battery; one where left out. The result is the same for any number. */
  readonly threads?: number;
}

/** The effect study as it goes on: figures to be protected, and facts that name no company. */
export interface EffectResult {
  readonly figures: readonly Figure[];
  /** Null where the study could not be made. */
  readonly facts: EffectFacts | null;
  readonly findings: readonly Finding[];
  readonly study: EffectStudy | null;
  readonly battery: Battery | null;
}

/** Study settings when there is no `study.yaml`. */
const defaultStudy = ({ effect }: Parameters): StudySettings => ({
  ...parseStudy('', 'study.yaml'),
  treatment: effect.treatment,
  horizons: effect.horizons,
  caliper_sd: effect.caliper_sd,
});

const registerRows = async (store: Store): Promise<number> => {
  const [row] = await store.rows<{ rows: number }>('SELECT count(*)::DOUBLE AS rows FROM accounts.firm_year');
  return row?.rows ?? 0;
};

/**
 * Runs the effect study on the accounts in the store and gives its figures (EFF01 to EFF08), in a fixed order. Without a
 * register they are those of the given aggregates, or none.
 */
export async function runEffect(store: Store, parameters: Parameters, options: EffectOptions): Promise<EffectResult> {
  const rows = await registerRows(store);
  if (rows === 0) {
    const { aggregates } = options;
    if (aggregates !== undefined)
      return {
        figures: figuresOfAggregates(aggregates),
        facts: aggregates.facts,
        findings: [],
        study: null,
        battery: null,
      };
    return { figures: [], facts: null, findings: [], study: null, battery: null };
  }
  const workers = startWorkers(workersFor(options.threads ?? 1, rows));
  try {
    const study = await runStudy(store, options.settings ?? defaultStudy(parameters), parameters);
    const battery = await runBattery(study, workers);
    return resultOf(study, battery, options.referenceYear, parameters.disclosure.minimum_contributors);
  } finally {
    await workers.close();
  }
}

/** Figures and facts of a study; a number of EFF08 tells of `minimum` companies or more. */
function resultOf(study: EffectStudy, battery: Battery, referenceYear: number, minimum: number): EffectResult {
  const numbers = [
    ...effectNumbers(study),
    ...consequenceNumbers(study),
    ...innovationNumbers(study.innovation, study.level),
    ...diagnosticNumbers(study, minimum),
    ...batteryNumbers(study, battery),
  ];
  return {
    figures: numbers.map((number) => toFigure(number, referenceYear, study.level)),
    facts: {
      verdicts: [productivityVerdict(study, battery), innovationVerdict(study)],
      cim: cimTable(study, battery),
      settings: study.settings,
    },
    findings: study.findings,
    study,
    battery,
  };
}
