// The colours of series and pieces, in their order.

export const COLOURS = ["#1264a3", "#2eb67d", "#e8a723", "#e01e5a", "#7c4dbd", "#36a8c9"];
