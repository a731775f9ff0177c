// The front page: posts, newest first.
import { api, make, pages, picture } from './page.js';
import { day, text } from './texts.js';

const cover = (post, eager) =>
  make('div', { class: 'cover' }, post.image
    ? picture(post.image, '(max-width: 40rem) 92vw, 21rem', '', { eager })
    : make('div', { class: 'plain-cover', 'aria-hidden': 'true' }, [...post.title.trim()][0] || '·'));

let shown = 0;
const card = (post) =>
  make('article', { class: 'card' },
    cover(post, shown++ < 3),
    make('div', { class: 'text' },
      make('h2', {}, make('a', { href: `/posts/${encodeURIComponent(post.slug)}` }, post.title)),
      make('p', { class: 'summary' }, post.summary || ''),
      make('p', { class: 'byline' }, make('time', { datetime: post.publishedAt }, day(post.publishedAt)), ` · ${text('by', post.author)}`)));

pages(
  document.getElementById('posts'),
  document.getElementById('more'),
  (cursor) => api(`/posts?limit=12${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`),
  card,
  'noPosts',
  3,
);
