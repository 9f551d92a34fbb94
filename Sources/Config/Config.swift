// Config — YAML files (configuration, hosts, probes) → checked values, all mistakes at once with file:line:column and remedy.
//
// It acts on nothing it reads.
