import { searchPath } from '../../model/permalink.ts';
import { href } from './address.ts';
import { moveByArrows } from './arrow-keys.ts';
import { button, element } from './element.ts';
import { closeIndex, openIndex, search, type SearchResults } from './engine.ts';
import { filterChips, FilterPanel } from './filter-panel.ts';
import { emptyNotice, failure, hint, resultCount } from './notices.ts';
import { emptyQuery, isEmpty, readQuery, writeQuery, type SearchQuery } from './query.ts';
import { resultItem } from './results.ts';
import styles from './search.css?inline';

const resultsAtOnce = 10;
const nothing: SearchResults = { hits: [], counts: {}, reach: { since: '', older: '' }, steps: 0 };

/** Pause in typing after which a search begins, and patience before it is said to be under way; ms. */
const pause = 150;
const patience = 400;

/**
 * The search of the paper: field, filters, results. On the search page (`data-page`) the query is in the
 * page's address; in the dialog, the form leads to that page.
 */
export class SiteSearch extends HTMLElement {
  #query: SearchQuery = emptyQuery();
  #results: SearchResults = nothing;
  /** Steps back in time that the reader asked for. */
  #steps = 0;
  /** Number of the newest search: the answer to an older one is dropped. */
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the text is being typed: until it is done, its changes are one step of the history. */
  #isTyping = false;

  #field = element('input', {
    ...{ type: 'search', name: 'q', id: 'search-field', enterKeyHint: 'search' },
    ...{ autocomplete: 'off', autocapitalize: 'off', spellcheck: false },
  });
  #form = element(
    'form',
    { role: 'search' },
    element('label', { htmlFor: this.#field.id, className: 'visually-hidden' }, 'Search the paper'),
    this.#field,
    element('button', {}, 'Search'),
  );
  #status = element('p', { role: 'status' });
  #sort = element('fieldset', {}, element('legend', {}, 'Sort by'));
  #chosen = element('div', { className: 'search-chosen' });
  #panel = new FilterPanel((name, values) =>
    this.#change({ filters: { ...this.#query.filters, [name]: values } }),
  );
  #filters = element('details', {}, element('summary', {}, 'Filter'), this.#panel.root);
  #list = element('ol', { role: 'list' });
  #notice = element('div', { className: 'search-notice' });
  #more = button('More results', () => void this.#showMore());
  #older = button('', () => void this.#searchOlder());
  #all = element('a', { className: 'search-all' });

  connectedCallback(): void {
    if (this.firstChild) return;
    adoptStyles();
    for (const value of ['relevance', 'newest'] as const) {
      const radio = element('input', { type: 'radio', name: 'sort', value });
      radio.onchange = () => this.#change({ sort: value });
      this.#sort.append(element('label', {}, radio, value === 'newest' ? ' Newest' : ' Relevance'));
    }
    const found = element('section', {}, element('h2', { className: 'visually-hidden' }, 'Results'));
    found.append(this.#notice, this.#list, this.#more, this.#older, this.#all);
    this.append(
      this.#form,
      element('div', { className: 'search-bar' }, this.#status, this.#sort),
      this.#chosen,
      element('div', { className: 'search-columns' }, this.#filters, found),
    );

    // Loads while the reader types; the search itself tells of a failure.
    this.#field.onfocus = () => void openIndex().catch(closeIndex);
    this.#field.oninput = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#takeText(), pause);
    };
    this.#field.onchange = () => {
      this.#takeText();
      this.#isTyping = false;
    };
    this.#form.onsubmit = (event) => {
      event.preventDefault();
      this.#takeText();
      this.#isTyping = false;
      if (!this.#isPage) location.href = this.#address;
    };
    this.#filters.ontoggle = () => this.#filters.open && !this.#results.counts && void this.#run();
    this.onkeydown = (event) => moveByArrows(event, [this.#field, ...this.#links]);
    if (this.#isPage) {
      this.#filters.open = matchMedia('(min-width: 60rem)').matches;
      addEventListener('popstate', () => this.#readAddress());
      this.#readAddress();
    } else {
      void this.#run();
    }
  }

  /** Puts the cursor into the field, its text selected. */
  focusField(): void {
    this.#field.focus();
    this.#field.select();
  }

  get #isPage(): boolean {
    return this.dataset.page !== undefined;
  }

  /** Address of the search page with this query. */
  get #address(): string {
    return href(searchPath) + writeQuery(this.#query);
  }

  get #links(): HTMLAnchorElement[] {
    return [...this.#list.querySelectorAll('a')];
  }

  #readAddress(): void {
    clearTimeout(this.#timer);
    this.#isTyping = false;
    this.#query = readQuery(location.search);
    this.#steps = 0;
    this.#field.value = this.#query.text;
    void this.#run();
  }

  #takeText(): void {
    clearTimeout(this.#timer);
    const text = this.#field.value.trim();
    if (text === this.#query.text) return;
    this.#setQuery({ text }, !this.#isTyping && !isEmpty(this.#query));
    this.#isTyping = true;
  }

  #change(part: Partial<SearchQuery>): void {
    this.#takeText();
    this.#isTyping = false;
    this.#setQuery(part, true);
  }

  #setQuery(part: Partial<SearchQuery>, isStep: boolean): void {
    this.#query = { ...this.#query, ...part };
    // Another order or filter is looked at as far back as before.
    if (part.text !== undefined) this.#steps = 0;
    if (this.#isPage) history[isStep ? 'pushState' : 'replaceState'](null, '', this.#address);
    void this.#run();
  }

  async #run(): Promise<void> {
    const query = this.#query;
    await this.#attempt(async () => {
      const options = { steps: this.#steps, withCounts: this.#filters.open };
      const results = isEmpty(query) ? nothing : await search(query, options);
      const first = await this.#load(results, 0);
      return () => {
        this.#results = results;
        this.#steps = results.steps;
        const hasChoice = this.#panel.update(results.counts ?? {}, query.filters);
        this.#filters.hidden = results.counts ? !hasChoice : first.length === 0;
        this.#list.replaceChildren(...first);
      };
    });
  }

  async #showMore(): Promise<void> {
    const shown = this.#list.childElementCount;
    await this.#attempt(async () => {
      const next = await this.#load(this.#results, shown);
      return () => {
        this.#list.append(...next);
        this.#links[shown]?.focus();
      };
    });
  }

  async #searchOlder(): Promise<void> {
    this.#steps++;
    await this.#run();
    // The button goes away with the last step: the focus goes on to the results.
    if (this.#older.hidden && document.activeElement === document.body)
      (this.#links[0] ?? this.#field).focus();
  }

  async #load({ hits }: SearchResults, from: number): Promise<HTMLElement[]> {
    const stories = await Promise.all(hits.slice(from, from + resultsAtOnce).map((hit) => hit.load()));
    return stories.map(resultItem);
  }

  /** Loads, then shows what was loaded unless something else was asked meanwhile; shows a failure. */
  async #attempt(load: () => Promise<() => void>): Promise<void> {
    const turn = ++this.#turn;
    const waiting = setTimeout(() => (this.#status.textContent = 'Searching…'), patience);
    try {
      const show = await load();
      if (turn !== this.#turn) return;
      show();
      this.#render();
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#status.textContent = '';
      this.#notice.replaceChildren(failure(() => void this.#run()));
      closeIndex();
      console.error(error);
    } finally {
      clearTimeout(waiting);
    }
  }

  #render(): void {
    const query = this.#query;
    const { hits, reach } = this.#results;
    const found = hits.length;
    const isAsked = !isEmpty(query);
    this.#status.textContent = isAsked ? resultCount(found, query, reach.since) : '';
    this.#sort.hidden = query.text === '' || found < 2;
    for (const radio of this.#sort.querySelectorAll('input')) radio.checked = radio.value === query.sort;
    this.#chosen.replaceChildren(...filterChips(query.filters, (rest) => this.#removeFilters(rest)));
    this.#notice.replaceChildren();
    if (!isAsked) this.#notice.append(hint());
    else if (found === 0)
      this.#notice.append(emptyNotice(query, () => this.#removeFilters(emptyQuery().filters)));
    this.#more.hidden = this.#list.childElementCount >= found;
    this.#older.hidden = reach.older === '';
    this.#older.textContent = `Search ${reach.older} and older`;
    this.#all.hidden = this.#isPage || found === 0;
    this.#all.href = this.#address;
    this.#all.textContent = found === 1 ? 'Open on the search page' : `All ${found} results`;
  }

  /** The button that asked for it goes away: the focus is put into the field. */
  #removeFilters(filters: SearchQuery['filters']): void {
    this.#field.focus();
    this.#change({ filters });
  }
}

function adoptStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets.push(sheet);
}

customElements.define('site-search', SiteSearch);
