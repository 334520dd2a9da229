// Small comforts on top of pages that work without them: copying, a preview of a chosen picture, no fault out of sight.
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

  // What is wrong can't be pointed at while it is folded away.
  document.addEventListener("invalid", (event) => event.target.closest("details")?.setAttribute("open", ""), true);

  // On a phone the result is below the form: bring it into view when a run has started.
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.target;
    if (target.id === "run" && target.getBoundingClientRect().top > window.innerHeight * 0.7) {
      target.parentElement.scrollIntoView({ block: "start" });
    }
  });
  document.addEventListener("htmx:afterSettle", () => enhance(document));
  enhance(document);
})();
