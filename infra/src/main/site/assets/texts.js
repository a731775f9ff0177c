// What the pages say, in English and Korean; and which of the two a visitor gets.
const texts = {
  en: {
    skip: 'Skip to the content', pages: 'Pages', posts: 'Posts', gallery: 'Gallery', signUp: 'Sign up',
    headline: 'Notes from the edge', tagline: 'On building for the cloud, and keeping it fast.',
    footer: 'Served from the edge. No cookies, no trackers.',
    more: 'Older posts', allPosts: 'All posts', morePictures: 'More pictures',
    galleryLead: 'Pictures that authors have put up, in the size your screen needs.',
    picture: 'Picture', close: 'Close', pictureOf: 'Picture {0}, {1} × {2} pixels', enlarge: 'Enlarge: {0}',
    signUpHeadline: 'Say hello', signUpLead: 'Leave your address and a welcome mail comes to you, once.',
    email: 'E-mail address', name: 'Name', optional: 'optional', mailLanguage: 'Language of the mail',
    doneHeadline: 'Thank you', doneText: 'If this is your first visit, a welcome mail is on its way. It can take a minute.',
    emailMissing: 'An e-mail address is needed, such as you@example.com.',
    noPosts: 'Nothing is published yet. Come back soon.', noPictures: 'There are no pictures yet. Come back soon.',
    notFound: 'There is no such post', notFoundText: 'It may have moved, or the address has a typing error.',
    failed: 'This could not be loaded. {0}', again: 'Try again', offline: 'The site does not answer; is the network there?',
    refused: 'That was not accepted: {0}', loading: 'Loading',
    by: 'by {0}', toLanguage: '한국어', toLanguageLabel: '한국어로 보기',
    themeauto: 'Auto', themelight: 'Light', themedark: 'Dark', theme: 'Colours: {0}',
  },
  ko: {
    skip: '본문으로 건너뛰기', pages: '페이지', posts: '글', gallery: '갤러리', signUp: '가입하기',
    headline: '에지에서 쓰는 노트', tagline: '클라우드를 만들고, 빠르게 유지하는 이야기.',
    footer: '에지에서 전달됩니다. 쿠키도 추적기도 없습니다.',
    more: '이전 글', allPosts: '모든 글', morePictures: '사진 더 보기',
    galleryLead: '필자들이 올린 사진을 화면에 맞는 크기로 보여 드립니다.',
    picture: '사진', close: '닫기', pictureOf: '사진 {0}, {1} × {2} 픽셀', enlarge: '크게 보기: {0}',
    signUpHeadline: '인사 나눠요', signUpLead: '주소를 남기시면 환영 메일을 한 번 보내 드립니다.',
    email: '이메일 주소', name: '이름', optional: '선택', mailLanguage: '메일 언어',
    doneHeadline: '고맙습니다', doneText: '첫 방문이시라면 환영 메일이 곧 도착합니다. 1분쯤 걸릴 수 있습니다.',
    emailMissing: 'you@example.com 같은 이메일 주소를 적어 주세요.',
    noPosts: '아직 글이 없습니다. 곧 다시 들러 주세요.', noPictures: '아직 사진이 없습니다. 곧 다시 들러 주세요.',
    notFound: '글을 찾을 수 없습니다', notFoundText: '옮겨졌거나 주소가 잘못되었을 수 있습니다.',
    failed: '불러오지 못했습니다. {0}', again: '다시 시도', offline: '사이트가 응답하지 않습니다. 네트워크를 확인해 주세요.',
    refused: '접수되지 않았습니다: {0}', loading: '불러오는 중',
    by: '{0}', toLanguage: 'English', toLanguageLabel: 'Read in English',
    themeauto: '자동', themelight: '밝게', themedark: '어둡게', theme: '색: {0}',
  },
};

const chosen = () => {
  const kept = remembered('language');
  if (kept === 'ko' || kept === 'en') return kept;
  const first = (navigator.languages || [navigator.language || 'en'])
    .map((tag) => tag.toLowerCase().split('-')[0])
    .find((tag) => tag === 'ko' || tag === 'en');
  return first || 'en';
};

/** Reads what the visitor chose before; null where storage is refused. */
export function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a choice, where storage is allowed. */
export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A choice for this page only, then.
  }
}

export const language = chosen();

/** The text of a key, {0} and so on replaced. */
export const text = (key, ...values) =>
  values.reduce((sentence, value, i) => sentence.replace(`{${i}}`, value), texts[language][key] ?? key);

/** A date in words of the page's language. */
export const day = (iso) => {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? '' : new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(date);
};
