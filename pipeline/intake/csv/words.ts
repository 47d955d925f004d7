/** Rows below which the columns of a table have no form, and forms that a column of free text has at least. */
const FEWEST_ROWS = 3;
const FREE_FORMS = 4;
const FREE_SHARE = 0.4;

/** The form of a cell: its words and numbers without their length. */
const formOf = (cell: string): string => cell.replace(/\d+/g, '9').replace(/\p{L}+/gu, 'a');

interface Column {
  readonly forms: ReadonlySet<string>;
  readonly isFree: boolean;
  readonly hasWords: boolean;
}

/** What the columns of a table hold, told from rows of the right width. */
export class ColumnForms {
  readonly #columns: readonly Column[];

  constructor(rows: readonly (readonly string[])[], width: number) {
    const whole = rows.filter(({ length }) => length === width);
    this.#columns =
      whole.length < FEWEST_ROWS
        ? []
        : Array.from({ length: width }, (_, index) => {
            const forms = new Set(whole.map((cells) => formOf(cells[index] as string)));
            const isFree = forms.size >= FREE_FORMS && forms.size > FREE_SHARE * whole.length;
            return { forms, isFree, hasWords: [...forms].some((form) => form.includes('a')) };
          });
  }

  /**
   * A line that blanks cut into too many cells, as the only row of the right width that comes of joining the words of one
   * cell and whose other cells have the form of their column. What was quoted is not joined. Undefined where there is none.
   */
  joined(line: string, cells: readonly string[]): string[] | undefined {
    const spare = cells.length - this.#columns.length;
    if (spare < 1 || this.#columns.length === 0) return undefined;
    const found = this.#columns.flatMap(({ hasWords }, index) => {
      const words = cells.slice(index, index + spare + 1).join(' ');
      const row = [...cells.slice(0, index), words, ...cells.slice(index + spare + 1)];
      return hasWords && line.includes(words) && this.#fits(row, index) ? [row] : [];
    });
    return found.length === 1 ? found[0] : undefined;
  }

  /**
   * A row of one cell too many without the empty cell that shifts the others, and where that stood; undefined where none, or
   * more than one, or only the last can be missed.
   */
  withoutSpare(cells: readonly string[]): { readonly cells: string[]; readonly column: number } | undefined {
    if (cells.length !== this.#columns.length + 1) return undefined;
    const found = new Map<string, { cells: string[]; column: number }>();
    cells.forEach((cell, index) => {
      const row = cells.filter((_, at) => at !== index);
      if (cell === '' && this.#fits(row, -1)) found.set(JSON.stringify(row), { cells: row, column: index + 1 });
    });
    const [only] = found.values();
    return found.size === 1 && only !== undefined && only.column < cells.length ? only : undefined;
  }

  #fits(row: readonly string[], except: number): boolean {
    return row.every(
      (cell, index) =>
        index === except ||
        cell === '' ||
        this.#columns[index]?.isFree ||
        this.#columns[index]?.forms.has(formOf(cell)),
    );
  }
}
