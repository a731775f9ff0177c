// Signing up. The answer is the same whether the address is known or not.
import { api, Refusal } from './page.js';
import { language, text } from './texts.js';

const form = document.getElementById('sign-up');
const summary = document.getElementById('summary');
const submit = document.getElementById('submit');
const done = document.getElementById('done');
const fields = ['email', 'name', 'locale'];

form.elements.locale.value = language;

function complain(field, message) {
  const input = form.elements[field];
  const line = document.getElementById(`${field}-error`);
  line.textContent = message;
  line.hidden = !message;
  if (message) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
}

function refuse(error) {
  const known = error instanceof Refusal ? error.errors.filter(({ field }) => fields.includes(field)) : [];
  known.forEach(({ field, message }) => complain(field, message));
  if (known.length) {
    form.elements[known[0].field].focus();
    return;
  }
  summary.textContent = error instanceof Refusal ? text('refused', error.message) : text('offline');
  summary.hidden = false;
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  summary.hidden = true;
  fields.forEach((field) => complain(field, ''));
  const email = form.elements.email.value.trim();
  if (!email || !form.elements.email.checkValidity()) {
    complain('email', text('emailMissing'));
    form.elements.email.focus();
    return;
  }
  const name = form.elements.name.value.trim();
  submit.disabled = true;
  try {
    await api('/visitors', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, ...(name && { name }), locale: form.elements.locale.value }),
    });
    form.hidden = true;
    done.hidden = false;
    done.focus();
  } catch (error) {
    refuse(error);
  } finally {
    submit.disabled = false;
  }
});
