// CloudFront function (runtime 2.0, viewer request): clean addresses to the site's files, and a page of its own for
// all that the site does not have.
const pages = { '/': '/index.html', '/gallery': '/gallery.html', '/sign-up': '/sign-up.html' };
const post = /^\/posts\/[a-z0-9]+(?:-[a-z0-9]+)*$/;
const asset = /^\/assets\/[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

const notFound = '<!doctype html><html lang="en"><head><meta charset="utf-8">'
  + '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
  + '<title>Not found · Quartet Notes</title><link rel="icon" href="/assets/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/assets/site.css"></head><body>'
  + '<header class="masthead"><a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28"><span>Quartet Notes</span></a></header>'
  + '<main id="main"><section class="hero"><p>404</p><h1>This page does not exist</h1>'
  + '<p>It may have moved, or the address has a typing error.</p>'
  + '<p lang="ko">페이지를 찾을 수 없습니다. 옮겨졌거나 주소가 잘못되었을 수 있습니다.</p>'
  + '</section><p><a class="button" href="/">Quartet Notes</a></p></main></body></html>';

function handler(event) {
  const request = event.request;
  const path = request.uri.length > 1 ? request.uri.replace(/\/$/, '') : request.uri;
  // Own properties alone: '/constructor' is no page.
  if (Object.prototype.hasOwnProperty.call(pages, path)) {
    request.uri = pages[path];
    return request;
  }
  if (post.test(path)) {
    request.uri = '/post.html';
    return request;
  }
  if (asset.test(path)) {
    request.uri = path;
    return request;
  }
  return {
    statusCode: 404,
    statusDescription: 'Not Found',
    headers: {
      'content-type': { value: 'text/html; charset=utf-8' },
      'cache-control': { value: 'no-store' },
      'content-security-policy': {
        value: "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      },
      'referrer-policy': { value: 'strict-origin-when-cross-origin' },
      'x-content-type-options': { value: 'nosniff' },
    },
    body: { encoding: 'text', data: notFound },
  };
}
