// Small comforts on top of pages that work without them: copying, and a preview of a chosen picture.
(() => {
  "use strict";

  const enhance = (root) => {
    for (const button of root.querySelectorAll("[data-copy]")) {
      button.hidden = !navigator.clipboard;
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const text = button.parentElement.querySelector("pre").textContent;
    navigator.clipboard.writeText(text).then(
      () => { button.textContent = "Copied"; },
      () => { button.textContent = "Can’t copy"; },
    ).finally(() => setTimeout(() => { button.textContent = "Copy"; }, 1600));
  });

  document.addEventListener("change", (event) => {
    const input = event.target.closest("input[data-preview]");
    if (!input) return;
    const holder = input.closest("fieldset");
    holder.querySelector(".preview")?.remove();
    const file = input.files[0];
    if (!file || !/^image\/(png|jpeg|webp|gif)$/.test(file.type) || file.size > 30e6) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      const picture = document.createElement("img");
      picture.className = "preview";
      picture.alt = file.name;
      picture.src = reader.result;
      holder.append(picture);
    });
    reader.readAsDataURL(file);
  });

  document.addEventListener("htmx:afterSwap", (event) => enhance(event.detail.target.parentElement ?? document));
  document.addEventListener("htmx:afterSettle", () => enhance(document));
  enhance(document);
})();
