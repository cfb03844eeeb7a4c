/** One page for each template of the theme, and for the shapes that a template takes. */
export const pages = [
  { name: "home", path: "" },
  { name: "tree", path: "trees/serverless-or-microservices/" },
  { name: "question", path: "trees/serverless-or-microservices/q/stage/" },
  { name: "map of a tree", path: "trees/serverless-or-microservices/map/" },
  { name: "number question", path: "trees/serverless-or-microservices/q/cost-ratio/" },
  { name: "outcome", path: "trees/serverless-or-microservices/o/hybrid/" },
  { name: "comparison", path: "comparisons/serverless-vs-microservices/" },
  { name: "option", path: "options/hybrid/" },
  { name: "note", path: "performance/cold-starts/" },
  { name: "case study", path: "case-studies/example-invoice-hybrid/" },
  { name: "use case", path: "use-cases/several-teams/" },
  { name: "guide", path: "guides/adding-a-case-study/" },
  { name: "term", path: "glossary/cold-start/" },
  { name: "source", path: "sources/serverless-vs-microservices-article/" },
  { name: "section", path: "performance/" },
  { name: "list of case studies", path: "case-studies/" },
  { name: "list of all entries", path: "all/" },
  { name: "glossary", path: "glossary/" },
  { name: "owners", path: "owners/" },
  { name: "map", path: "map/" },
  { name: "freshness", path: "freshness/" },
  { name: "tags", path: "tags/" },
  { name: "tag", path: "tags/cost/" },
  { name: "search", path: "search/" },
  { name: "not found", path: "no/such/page/", status: 404 },
];

/** Pages of the fixture that shows components in every state. */
export const states = [
  { name: "everything that Markdown can be", path: "pages/page-with-everything/" },
  { name: "home of a site with much to say", path: "" },
  { name: "comparison of many options", path: "comparisons/all-options/" },
  { name: "question with a number", path: "trees/which-shape/q/share/" },
  { name: "question with many picks", path: "trees/which-shape/q/parts/" },
  { name: "outcome", path: "trees/which-shape/o/take-alpha/" },
  { name: "outcome without an option", path: "trees/which-shape/o/take-none/" },
  { name: "superseded decision", path: "decisions/decision-old/" },
  { name: "proposed decision", path: "decisions/decision-proposed/" },
  { name: "reverted case study", path: "case-studies/case-reverted/" },
  { name: "guide with steps", path: "guides/guide-with-steps/" },
  { name: "kind of a team", path: "runbooks/restart/" },
  { name: "option with little", path: "options/bare/" },
  { name: "option with much", path: "options/alpha/" },
  { name: "deep page", path: "manual/deep/deeper/fourth/" },
  { name: "owner", path: "owners/platform/" },
  { name: "freshness with entries that are due", path: "freshness/" },
  { name: "glossary", path: "glossary/" },
];

/** Pages of kb's own documentation. */
export const docs = [
  { name: "home of the documentation", path: "" },
  { name: "list of commands", path: "reference/commands/" },
];
