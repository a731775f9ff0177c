// One post: its slug is the last part of the path.
import { api, failure, make, picture, Refusal, skeletons } from './page.js';
import { markdown } from './markdown.js';
import { day, text } from './texts.js';

const article = document.getElementById('post');
const slug = location.pathname.replace(/\/+$/, '').split('/').pop();

function show(post) {
  document.title = `${post.title} · Quartet Notes`;
  document.querySelector('meta[name="description"]').content = post.summary || post.title;
  article.replaceChildren(
    make('header', {},
      make('h1', {}, post.title),
      post.summary ? make('p', { class: 'lead' }, post.summary) : null,
      make('p', { class: 'byline' }, make('time', { datetime: post.publishedAt }, day(post.publishedAt)), ` · ${text('by', post.author)}`)),
    ...(post.image ? [make('figure', {}, picture(post.image, '(max-width: 46rem) 92vw, 44rem', '', { eager: true }))] : []),
    ...markdown(post.body));
}

function missing() {
  document.title = `${text('notFound')} · Quartet Notes`;
  article.replaceChildren(make('header', {}, make('h1', {}, text('notFound')), make('p', { class: 'lead' }, text('notFoundText'))));
}

async function load() {
  article.setAttribute('aria-busy', 'true');
  article.replaceChildren(...skeletons(1));
  try {
    show(await api(`/posts/${slug}`));
  } catch (error) {
    if (error instanceof Refusal && (error.status === 404 || error.status === 400)) missing();
    else article.replaceChildren(failure(error, load));
  } finally {
    article.setAttribute('aria-busy', 'false');
  }
}

load();
