/** Rows below which the columns of a table have no form, and forms that a column of free text has at least. */
const FEWEST_ROWS = 3;
const FREE_FORMS = 4;
const FREE_SHARE = 0.4;

/** Cells of a line above which it is left as it stands. */
const MOST_CELLS = 500;

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
    if (spare < 1 || this.#columns.length === 0 || cells.length > MOST_CELLS) return undefined;
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
    const width = this.#columns.length;
    if (cells.length !== width + 1 || cells.length > MOST_CELLS) return undefined;
    let asTheyStand = 0;
    while (asTheyStand < width && this.#takes(asTheyStand, cells[asTheyStand] as string)) asTheyStand += 1;
    let shifted = width;
    while (shifted > 0 && this.#takes(shifted - 1, cells[shifted] as string)) shifted -= 1;
    const spare = cells.flatMap((cell, index) =>
      cell === '' && index >= shifted && index <= asTheyStand ? [index] : [],
    );
    const [first, last] = [spare[0], spare.at(-1)];
    if (first === undefined || last === undefined || last === width || last - first >= spare.length) return undefined;
    return { cells: cells.filter((_, index) => index !== first), column: first + 1 };
  }

  #takes(column: number, cell: string): boolean {
    const known = this.#columns[column];
    return cell === '' || known?.isFree === true || known?.forms.has(formOf(cell)) === true;
  }

  #fits(row: readonly string[], except: number): boolean {
    return row.every((cell, index) => index === except || this.#takes(index, cell));
  }
}
