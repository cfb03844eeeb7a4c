// The box of this page is in sight, however far to the right it is.
for (const box of document.querySelectorAll(".tree .now")) {
  const pan = box.closest(".pan"), at = box.getBoundingClientRect(), all = pan.getBoundingClientRect();
  pan.scrollLeft += at.left + at.width / 2 - all.left - all.width / 2;
}
