// What every page has: texts in the visitor's language, the two switches, the API, small pieces of DOM.
import { language, remember, remembered, text } from './texts.js';

const LONGEST_WAIT = 10_000;

document.documentElement.lang = language;
for (const node of document.querySelectorAll('[data-text]')) node.textContent = text(node.dataset.text);
for (const node of document.querySelectorAll('[data-label]')) node.setAttribute('aria-label', text(node.dataset.label));
for (const link of document.querySelectorAll('.masthead nav a')) {
  const here = link.getAttribute('href');
  const within = here === '/' ? location.pathname === '/' || location.pathname.startsWith('/posts/') : location.pathname === here;
  if (within) link.setAttribute('aria-current', 'page');
}

const languageSwitch = document.getElementById('language');
languageSwitch.textContent = text('toLanguage');
languageSwitch.setAttribute('aria-label', text('toLanguageLabel'));
languageSwitch.lang = language === 'ko' ? 'en' : 'ko';
languageSwitch.addEventListener('click', () => {
  remember('language', language === 'ko' ? 'en' : 'ko');
  location.reload();
});

const themes = ['auto', 'light', 'dark'];
const themeSwitch = document.getElementById('theme');
const showTheme = (theme) => {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  themeSwitch.textContent = text(`theme${theme}`);
  themeSwitch.setAttribute('aria-label', text('theme', text(`theme${theme}`)));
};
let theme = themes.includes(remembered('theme')) ? remembered('theme') : 'auto';
showTheme(theme);
themeSwitch.addEventListener('click', () => {
  theme = themes[(themes.indexOf(theme) + 1) % themes.length];
  remember('theme', theme);
  showTheme(theme);
});

/** An element with attributes and children; text is never read as HTML. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** What the API says when it refuses: status, and problem+json where it sent one. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || `HTTP ${status}`);
    this.status = status;
    this.errors = problem.errors || [];
  }
}

/** Calls the API on the page's own origin; throws Refusal, or TypeError when nothing answers. */
export async function api(path, options = {}) {
  const response = await fetch(`/api${path}`, { ...options, signal: AbortSignal.timeout(LONGEST_WAIT) });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(response.status, body);
  return body;
}

/** Says in words what went wrong, and offers another try. */
export function failure(error, again) {
  const reason = error instanceof Refusal ? error.message : text('offline');
  const button = make('button', { type: 'button', class: 'button quiet' }, text('again'));
  button.addEventListener('click', again);
  return make('div', { class: 'notice bad', role: 'alert' }, make('p', {}, text('failed', reason)), button);
}

/** Room that is held while something loads. */
export const skeletons = (count) =>
  Array.from({ length: count }, () => make('div', { class: 'skeleton', 'aria-hidden': 'true' }));

const encoded = (key) => key.split('/').map(encodeURIComponent).join('/');

/** A picture of the media bucket in the sizes that thumbnails have; none is wider than the picture itself. */
export function picture(key, sizes, alt, { eager = false, width: most = Infinity } = {}) {
  const at = (width) => `/thumbnails/${width}/${encoded(key)}.jpg`;
  return make('img', {
    src: at(640),
    // A picture of 500 pixels is 500 wide at 640 and 1280 too: the browser must not take it for more.
    srcset: [320, 640, 1280].map((width) => `${at(width)} ${Math.min(width, most)}w`).join(', '),
    sizes,
    alt,
    loading: eager ? 'eager' : 'lazy',
    decoding: 'async',
  });
}

/**
 * Fills a list page by page: load(cursor) answers {items, nextCursor?}, show(item) an element. The more button appears
 * while there is a cursor.
 */
export function pages(list, more, load, show, empty, waiting) {
  const fill = async (cursor) => {
    more.hidden = true;
    const held = skeletons(waiting);
    list.setAttribute('aria-busy', 'true');
    list.append(...held);
    try {
      const page = await load(cursor);
      held.forEach((node) => node.remove());
      const shown = page.items.map(show);
      list.append(...shown);
      if (!list.children.length) list.append(make('p', { class: 'notice' }, text(empty)));
      if (cursor) shown[0]?.querySelector('a, button')?.focus();
      more.hidden = !page.nextCursor;
      more.onclick = () => fill(page.nextCursor);
    } catch (error) {
      held.forEach((node) => node.remove());
      const notice = failure(error, () => {
        notice.remove();
        fill(cursor);
      });
      list.append(notice);
    } finally {
      list.setAttribute('aria-busy', 'false');
    }
  };
  return fill();
}
