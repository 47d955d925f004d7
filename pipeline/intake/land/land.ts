import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../../contract/finding.ts';
import type { InputContract } from '../../contract/inputs.ts';
import { findingWithoutPersonal } from '../../contract/personal.ts';
import type { Store } from '../../store/store.ts';
import type { Drop } from '../drops.ts';
import { codesOf } from '../recognise/drift.ts';
import { type HeaderIndex, headerIndex } from '../recognise/match.ts';
import { clusterFindings, settingsFindings, yearFindings } from './drop-findings.ts';
import { landTargets, type ScanLanding } from './land-scan.ts';
import { LayoutMemory } from './layout-memory.ts';
import { numberRows } from './number-rows.ts';
import { UNORDERLY } from './orderly.ts';
import type { PreparedTable } from './prepare.ts';
import { type FileRead, readCarefully, readCells, readDelivery, unreadable } from './read-delivery.ts';
import {
  type KnownCluster,
  knownClusters,
  supplierFromName,
  supplierOf,
  supplierOfTable,
  withCluster,
} from './supplier.ts';
import { type DeliveryRecord, LandingWriter } from './write.ts';

/** What landing some drops came to. */
export interface LandingSummary {
  readonly deliveries: readonly DeliveryRecord[];
  readonly findings: readonly Finding[];
}

export interface LandingOptions {
  /** Called after every file. */
  readonly onDelivery?: (done: number, total: number) => void;
}

/** What a line of `landing.delivery` says beyond the file itself. */
type Outcome = Pick<
  DeliveryRecord,
  'sheet' | 'supplier' | 'input' | 'decimal_mark' | 'header_row' | 'rows_read' | 'rows_loaded' | 'status'
>;

/** Lands the files of one drop after the other; numbers the deliveries. */
class Landing {
  readonly deliveries: DeliveryRecord[] = [];
  readonly findings: Finding[] = [];
  readonly #store: Store;
  readonly #indexes: readonly HeaderIndex[];
  readonly #writer: LandingWriter;
  /** Whether what is landed now becomes certain together with what comes after it. */
  #isTogether = false;
  readonly #layouts = new LayoutMemory();

  constructor(store: Store, indexes: readonly HeaderIndex[]) {
    this.#store = store;
    this.#indexes = indexes;
    this.#writer = new LandingWriter(store);
  }

  /** Makes everything certain; call once, at the end. */
  async finish(): Promise<LandingSummary> {
    const { deliveries, findings } = this;
    await this.#together();
    for (const delivery of deliveries) await this.#writer.delivery(delivery);
    await this.#writer.findings(findings);
    this.#writer.close();
    await this.#apart();
    return { deliveries, findings };
  }

  /** One flush to the disk for the files that follow, instead of one a statement. */
  async #together(): Promise<void> {
    if (!this.#isTogether) await this.#store.run('BEGIN TRANSACTION');
    this.#isTogether = true;
  }

  async #apart(): Promise<void> {
    if (this.#isTogether) await this.#store.run('COMMIT');
    this.#isTogether = false;
  }

  async land(drop: Drop, files: readonly FileRead[]): Promise<void> {
    const clusters = knownClusters(files.flatMap(({ tables }) => tables));
    for (const finding of settingsFindings(drop)) this.findings.push({ drop: drop.name, ...finding });
    const seen = new Map<string, string>();
    for (const file of files) {
      const suppliers = file.tables.map((prepared) => supplierOfTable(prepared, file.path, clusters).id);
      const key = [file.sha256, ...suppliers].join(' ');
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, file.path);
        await this.#landFile(drop, file, clusters);
      } else {
        this.#find(drop, file, { code: 'FILE_DUPLICATE', severity: 'warning', params: { first } });
        this.#add(drop, file, this.#nothing(file, clusters, 'duplicate'));
      }
    }
    await this.#apart();
  }

  async #landFile(drop: Drop, file: FileRead, clusters: readonly KnownCluster[]): Promise<void> {
    if (file.scan !== undefined && file.scan.targets.length > 0) {
      await this.#landScan(drop, file, file.scan, clusters);
      return;
    }
    this.#introduce(drop, file);
    if (file.tables.length === 0) {
      this.#add(drop, file, this.#nothing(file, clusters, file.isSkipped ? 'skipped' : 'rejected'));
      return;
    }
    await this.#together();
    for (const prepared of file.tables) await this.#landTable(drop, file, prepared, clusters);
  }

  /** What was found about a file as a whole. */
  #introduce(drop: Drop, file: FileRead): void {
    for (const finding of [...file.findings, ...yearFindings(drop, file.path)]) this.#find(drop, file, finding);
  }

  async #landTable(
    drop: Drop,
    file: FileRead,
    prepared: PreparedTable,
    clusters: readonly KnownCluster[],
  ): Promise<void> {
    const { id: supplier, isFromName } = supplierOfTable(prepared, file.path, clusters);
    const { table, input } = prepared;
    const landed = supplier === null ? prepared : withCluster(prepared, supplier);
    const deliveryId = this.#add(drop, file, {
      sheet: table.sheet,
      supplier,
      input: input.name,
      decimal_mark: prepared.decimalMark,
      header_row: table.headerRow,
      rows_read: prepared.rowsRead,
      rows_loaded: landed.rows.length,
      status: file.reading.status === 'partial' ? 'partial' : 'ok',
    });
    const where = {
      input: input.name,
      ...(supplier === null ? {} : { supplier }),
      ...(table.sheet === null ? {} : { sheet: table.sheet }),
    };
    for (const finding of prepared.findings) this.#find(drop, file, { ...where, ...finding });
    for (const finding of clusterFindings(prepared, supplier, isFromName))
      this.#find(drop, file, { ...where, ...finding });
    const codes = codesOf(input, (_, at) => prepared.rows.map(({ values }) => values[at]));
    for (const finding of this.#layouts.drift(drop, file.path, input, supplier, { columns: prepared.columns, codes }))
      this.#find(drop, file, { ...where, ...finding });
    await this.#writer.columns(deliveryId, landed.columns);
    await this.#writer.rows(deliveryId, landed);
  }

  /**
   * Lets DuckDB read the file; where it turns out not to be as its head promised, the careful reader takes it. Nothing else
   * may be in the transaction of a scan: one in which a read fails is lost, with all that is in it.
   */
  async #landScan(
    drop: Drop,
    file: FileRead,
    { scan, targets }: NonNullable<FileRead['scan']>,
    clusters: readonly KnownCluster[],
  ): Promise<void> {
    await this.#apart();
    const first = this.deliveries.length + 1;
    const landings = await landTargets(this.#store, this.#writer, scan, targets, file.path, first);
    if (landings instanceof Error) return this.#landFile(drop, await this.#readAgain(drop, file, landings), clusters);
    this.#introduce(drop, file);
    for (const [at, { index, settings }] of targets.entries()) {
      const landed = landings[at] as ScanLanding;
      const { columns, texts } = landed;
      if (scan.row === null) await numberRows(this.#store, index.input.name, first + at);
      const { id: supplier } = supplierOf({ settings, columns }, texts.get('cluster_id') ?? [], file.path, clusters);
      const deliveryId = this.#add(drop, file, {
        sheet: null,
        supplier,
        input: index.input.name,
        decimal_mark: landed.decimalMark,
        header_row: scan.headerRow,
        rows_read: landed.rows,
        rows_loaded: landed.rows,
        status: 'ok',
      });
      const codes = codesOf(index.input, (name) => texts.get(name) ?? []);
      const where = { input: index.input.name, ...(supplier === null ? {} : { supplier }) };
      for (const finding of landed.findings) this.#find(drop, file, { ...where, ...finding });
      for (const finding of this.#layouts.drift(drop, file.path, index.input, supplier, { columns, codes }))
        this.#find(drop, file, { ...where, ...finding });
      await this.#writer.columns(deliveryId, landed.columns);
    }
  }

  /** A file that could not be scanned, read with care. */
  async #readAgain(drop: Drop, file: FileRead, why: Error): Promise<FileRead> {
    const content = await readFile(join(drop.folder, file.path));
    if (file.scan?.scan.isText) return readCarefully(drop, file.path, this.#indexes, content);
    if (why.message.includes(UNORDERLY)) return readCells(this.#store, drop, file, content);
    return unreadable(drop, file.path, content, why);
  }

  #nothing({ path }: FileRead, clusters: readonly KnownCluster[], status: DeliveryRecord['status']): Outcome {
    const supplier = supplierFromName(path, clusters);
    return {
      sheet: null,
      supplier,
      input: null,
      decimal_mark: null,
      header_row: null,
      rows_read: 0,
      rows_loaded: 0,
      status,
    };
  }

  #find(drop: Drop, { path }: FileRead, finding: Finding): void {
    this.findings.push({ drop: drop.name, path, ...findingWithoutPersonal(finding) });
  }

  #add(drop: Drop, { path, sha256, bytes, reading }: FileRead, outcome: Outcome): number {
    const { encoding, encodingReason, delimiter, quote } = reading;
    this.deliveries.push({
      delivery_id: this.deliveries.length + 1,
      drop_name: drop.name,
      reference_year: drop.year,
      path,
      sha256,
      bytes,
      encoding,
      delimiter,
      quote,
      ...outcome,
      rows_quarantined: outcome.rows_read - outcome.rows_loaded,
      encoding_reason: encodingReason,
    });
    return this.deliveries.length;
  }
}

/**
 * Reads every file of the drops and lands every cell as text, or as the number that gives its text back: `landing.delivery`,
 * `landing.delivery_column`, `landing.<input>`, `landing.finding`. Rows read = rows loaded + rows quarantined for every delivery.
 *
 * The landing tables must exist, and no transaction be open: the landing has its own. Only what the machine refuses (disk,
 * permissions) throws; everything wrong with a file is a finding.
 */
export async function landDrops(
  store: Store,
  drops: readonly Drop[],
  contract: readonly InputContract[],
  options: LandingOptions = {},
): Promise<LandingSummary> {
  const indexes = contract.map(headerIndex);
  const landing = new Landing(store, indexes);
  const total = drops.reduce((sum, { files }) => sum + files.length, 0);
  let done = 0;
  for (const drop of drops) {
    const files: FileRead[] = [];
    for (const path of drop.files) {
      files.push(await readDelivery(store, drop, path, indexes));
      done += 1;
      options.onDelivery?.(done, total);
    }
    await landing.land(drop, files);
  }
  return landing.finish();
}
