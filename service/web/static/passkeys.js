// Passkeys, where the browser has them. Everything here can be done with a code as well.
"use strict";

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const asBytes = (options) => {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const one of options.excludeCredentials ?? []) one.id = bytes(one.id);
  for (const one of options.allowCredentials ?? []) one.id = bytes(one.id);
  return options;
};

const asText = (credential) => {
  const { response } = credential;
  const said = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) said[part] = text(response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: {},
    response: said,
  });
};

// The form says where the options are had, and whether a passkey is made or used.
const offer = (form) => {
  const button = form.querySelector("[data-passkey-button]");
  const wrong = form.querySelector("[data-passkey-wrong]");

  const go = async () => {
    wrong.hidden = true;
    try {
      const answer = await fetch(form.dataset.passkey, { method: "POST", credentials: "same-origin" });
      if (!answer.ok) throw new Error("no options");
      const publicKey = asBytes(await answer.json());
      const made = form.dataset.passkeyMake !== undefined;
      const ask = made ? "create" : "get";
      const credential = await navigator.credentials[ask]({ publicKey });
      form.elements._passkey.value = asText(credential);
      form.submit();
    } catch {
      wrong.hidden = false;
    }
  };

  form.hidden = false;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    go();
  });
};

if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-passkey]").forEach(offer);
}
