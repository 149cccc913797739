// Takes away what this browser can't do, and says in the page's language when a passkey did not work.
(() => {
  const zh = document.documentElement.lang.startsWith("zh");
  const parts = document.querySelectorAll("[data-passkey]");
  if (!window.PublicKeyCredential) {
    for (const part of parts) part.hidden = true;
    return;
  }
  for (const part of parts) part.hidden = false;
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const notice = document.getElementById("passkey-notice");
    if (!notice) return;
    notice.textContent = zh
      ? "通行密钥未能使用。请再试一次，或使用密码。"
      : "The passkey did not work. Try again, or use your password.";
    notice.hidden = false;
  });
})();
