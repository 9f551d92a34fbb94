// Config — YAML files (configuration, hosts, probes) → checked values, all mistakes at once with file:line:column and remedy.
//
// It acts on nothing it reads: no network, no names looked up, no directory made. What it cannot know (whether a host
// answers, whether a credential fits) is not its business.
//
//   Reading/        bytes → YAML nodes with places; scalars stay text; fields, words, durations, nearest known words
//   Configuration/  nodes → settings, credentials, sites, hosts, rules; then what only the whole can tell
//   Probes/         nodes → probes; the expression parser
//   Mistake         what is wrong, where, and what to write instead
