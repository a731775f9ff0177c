// Markdown to DOM: headings, paragraphs, lists, quotes, code, rules, links, pictures, emphasis. It makes elements and text
// nodes only, so whatever an author writes is never read as HTML; links go to http(s), mailto and this site alone.
import { make } from './page.js';

const INLINE = /(`+)([\s\S]+?)\1|!\[([^\]]*)\]\(([^)\s]+)\)|\[([^\]]+)\]\(([^)\s]+)\)|\*\*([\s\S]+?)\*\*|\*(\S(?:[\s\S]*?\S)?)\*/g;

const safeLink = (target) => (/^(https?:\/\/|mailto:|\/(?!\/)|#)/i.test(target) ? target : null);
// The content security policy admits pictures of this origin alone.
const safePicture = (target) => (/^\/(images|thumbnails)\//.test(target) ? target : null);

function inline(source) {
  const nodes = [];
  let end = 0;
  for (const match of source.matchAll(INLINE)) {
    nodes.push(source.slice(end, match.index));
    end = match.index + match[0].length;
    const [whole, , code, alt, image, label, target, strong, soft] = match;
    if (code !== undefined) nodes.push(make('code', {}, code.trim()));
    else if (image !== undefined) nodes.push(safePicture(image) ? make('img', { src: image, alt, loading: 'lazy' }) : alt);
    else if (target !== undefined) nodes.push(safeLink(target) ? make('a', { href: target, rel: 'noopener' }, ...inline(label)) : whole);
    else if (strong !== undefined) nodes.push(make('strong', {}, ...inline(strong)));
    else nodes.push(make('em', {}, ...inline(soft)));
  }
  nodes.push(source.slice(end));
  return nodes;
}

const BLOCKS = [
  { start: /^```/, take: (lines) => {
    lines.shift();
    const body = [];
    while (lines.length && !/^```/.test(lines[0])) body.push(lines.shift());
    lines.shift();
    return make('pre', { tabindex: '0' }, make('code', {}, body.join('\n')));
  } },
  { start: /^#{1,4}\s/, take: (lines) => {
    const [, marks, title] = /^(#{1,4})\s+(.*?)\s*#*$/.exec(lines.shift());
    return make(`h${Math.min(marks.length + 1, 4)}`, {}, ...inline(title)); // h1 is the post's title
  } },
  { start: /^(-{3,}|\*{3,})\s*$/, take: (lines) => {
    lines.shift();
    return make('hr');
  } },
  { start: /^>\s?/, take: (lines) => {
    const quoted = [];
    while (lines.length && /^>\s?/.test(lines[0])) quoted.push(lines.shift().replace(/^>\s?/, ''));
    return make('blockquote', {}, ...blocks(quoted));
  } },
  { start: /^[-*]\s+/, take: (lines) => listOf('ul', /^[-*]\s+/, lines) },
  { start: /^\d+[.)]\s+/, take: (lines) => listOf('ol', /^\d+[.)]\s+/, lines) },
];

function listOf(tag, mark, lines) {
  const list = make(tag);
  while (lines.length && mark.test(lines[0])) {
    const item = [lines.shift().replace(mark, '')];
    while (lines.length && /^\s+\S/.test(lines[0])) item.push(lines.shift().trim());
    list.append(make('li', {}, ...inline(item.join(' '))));
  }
  return list;
}

function blocks(lines) {
  const nodes = [];
  while (lines.length) {
    if (!lines[0].trim()) {
      lines.shift();
      continue;
    }
    const block = BLOCKS.find(({ start }) => start.test(lines[0]));
    if (block) {
      nodes.push(block.take(lines));
      continue;
    }
    const paragraph = [lines.shift()];
    while (lines.length && lines[0].trim() && !BLOCKS.some(({ start }) => start.test(lines[0]))) paragraph.push(lines.shift());
    nodes.push(make('p', {}, ...inline(paragraph.join('\n'))));
  }
  return nodes;
}

/** The elements of a Markdown text. */
export const markdown = (source) => blocks(source.replace(/\r\n?/g, '\n').split('\n'));
