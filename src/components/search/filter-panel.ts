import type { FilterCounts } from './engine.ts';
import { button, element } from './element.ts';
import { filterNames, type FilterName, type SearchQuery } from './query.ts';

const titles: Record<FilterName, string> = {
  section: 'Section',
  tag: 'Topic',
  author: 'Author',
  year: 'Year',
};

/** Values shown of one filter before the reader asks for all. */
const shortList = 8;

/** Check boxes for every filter's values, with the number of stories that each would give. */
export class FilterPanel {
  readonly root: HTMLElement = element('div', { className: 'filter-groups' });
  #groups: FilterGroup[];

  /** @param onChange told when the reader has chosen; `values` are all that are chosen in that filter. */
  constructor(onChange: (name: FilterName, values: string[]) => void) {
    this.#groups = filterNames.map((name) => new FilterGroup(name, (values) => onChange(name, values)));
    this.root.append(...this.#groups.map(({ root }) => root));
  }

  /** @returns whether there is anything to choose. */
  update(counts: FilterCounts, filters: SearchQuery['filters']): boolean {
    for (const group of this.#groups) group.update(counts[group.name] ?? {}, filters[group.name]);
    return Object.values(counts).some((values) => Object.values(values).some((count) => count !== 0));
  }
}

/** A button for every chosen value; `onRemove` is told what remains chosen without it. */
export function filterChips(
  filters: SearchQuery['filters'],
  onRemove: (rest: SearchQuery['filters']) => void,
): HTMLElement[] {
  return filterNames.flatMap((name) =>
    filters[name].map((value) => {
      const rest = filters[name].filter((other) => other !== value);
      const chip = button(`${value} ×`, () => onRemove({ ...filters, [name]: rest }));
      chip.ariaLabel = `Remove ${titles[name].toLowerCase()} ${value}`;
      return chip;
    }),
  );
}

class FilterGroup {
  readonly root: HTMLElement;
  readonly name: FilterName;
  #list: HTMLElement = element('ul', { role: 'list' });
  #rows = new Map<string, { root: HTMLElement; box: HTMLInputElement; count: HTMLElement }>();
  #showsAll = false;
  #showAll: HTMLButtonElement;
  #counts: FilterCounts[string] = {};
  #chosen: string[] = [];
  #onChange: (values: string[]) => void;

  constructor(name: FilterName, onChange: (values: string[]) => void) {
    this.name = name;
    this.#onChange = onChange;
    this.#showAll = button('', () => {
      this.#showsAll = true;
      this.#show();
      this.#list.querySelectorAll('input')[shortList]?.focus();
    });
    this.root = element('fieldset', {}, element('legend', {}, titles[name]), this.#list, this.#showAll);
  }

  update(counts: FilterCounts[string], chosen: string[]): void {
    this.#counts = counts;
    this.#chosen = chosen;
    this.#show();
  }

  #show(): void {
    const values = this.#values();
    const visible = values.filter(
      (value, place) => this.#showsAll || place < shortList || this.#chosen.includes(value),
    );
    this.root.hidden = values.length === 0;
    this.#showAll.hidden = visible.length === values.length;
    this.#showAll.textContent = `All ${values.length}`;
    this.#showAll.ariaLabel = `${titles[this.name]}: show all ${values.length}`;
    const rows = visible.map((value) => this.#row(value));
    const focused = document.activeElement;
    this.#list.replaceChildren(...rows);
    // Rows that move lose the focus.
    if (focused instanceof HTMLElement && this.#list.contains(focused)) focused.focus();
  }

  /** Values with a story or not yet searched, and the chosen ones; years from the newest, others by their number of stories. */
  #values(): string[] {
    const count = (value: string) => this.#counts[value] ?? 0;
    const offered = Object.keys(this.#counts).filter((value) => this.#counts[value] !== 0);
    const values = new Set([...offered, ...this.#chosen]);
    return [...values].sort((a, b) =>
      this.name === 'year' ? Number(b) - Number(a) : count(b) - count(a) || a.localeCompare(b),
    );
  }

  #row(value: string): HTMLElement {
    let row = this.#rows.get(value);
    if (!row) {
      const box = element('input', { type: 'checkbox', name: this.name, value });
      const count = element('span', { className: 'count' });
      box.onchange = () =>
        this.#onChange(
          box.checked ? [...this.#chosen, value] : this.#chosen.filter((chosen) => chosen !== value),
        );
      row = { root: element('li', {}, element('label', {}, box, ` ${value} `, count)), box, count };
      this.#rows.set(value, row);
    }
    row.box.checked = this.#chosen.includes(value);
    const isUnknown = value in this.#counts && this.#counts[value] === undefined;
    row.count.textContent = isUnknown ? '' : String(this.#counts[value] ?? 0);
    return row.root;
  }
}
