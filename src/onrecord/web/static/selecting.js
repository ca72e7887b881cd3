// What is selected in a text, in code points of the document: the same counting as in the record.

/** The span {start, end} that is selected within `text`, or null. */
export function selected(text) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(text)) return null;
  let start = null, end = null;
  for (const block of text.querySelectorAll("[data-start]")) {
    if (!range.intersectsNode(block)) continue;
    let at = Number(block.dataset.start);
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest(".number") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = points(node.data);
      if (range.intersectsNode(node)) {
        const from = node === range.startContainer ? points(node.data.slice(0, range.startOffset)) : 0;
        const to = node === range.endContainer ? points(node.data.slice(0, range.endOffset)) : length;
        if (to > from) {
          start ??= at + from;
          end = at + to;
        }
      }
      at += length;
    }
  }
  return start === null ? null : { start, end };
}

function points(words) {
  return [...words].length;
}
