// The gallery: pictures in the size that fits, a larger one in a dialog. Esc or a click beside it closes it.
import { api, make, pages, picture } from './page.js';
import { text } from './texts.js';

const viewer = document.getElementById('viewer');
const large = document.getElementById('large');

document.getElementById('close').addEventListener('click', () => viewer.close());
viewer.addEventListener('click', (event) => {
  if (event.target === viewer) viewer.close();
});
viewer.addEventListener('close', () => large.removeAttribute('srcset'));

let count = 0;
function tile(item) {
  const name = text('pictureOf', ++count, item.width ?? '?', item.height ?? '?');
  const button = make('button', { type: 'button', class: 'picture', 'aria-label': text('enlarge', name) },
    picture(item.key, '(max-width: 40rem) 92vw, 17rem', name, { eager: count < 9, width: item.width }));
  button.addEventListener('click', () => {
    const whole = picture(item.key, '94vw', name, { width: item.width });
    large.alt = name;
    large.sizes = '94vw';
    large.srcset = whole.srcset;
    large.src = whole.src;
    viewer.showModal();
  });
  return button;
}

pages(
  document.getElementById('pictures'),
  document.getElementById('more'),
  (cursor) => api(`/images?limit=24${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`),
  tile,
  'noPictures',
  6,
);
