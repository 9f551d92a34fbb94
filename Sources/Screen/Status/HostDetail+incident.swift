import Model

extension HostDetail {
    /// The open incident of its worst light, else the worst that it has part in.
    var openIncident: Incident? {
        let open = incidents.filter { $0.closed == nil }.sorted { $0.isListedBefore($1) }
        return open.first { $0.cause == light.troubles.first?.check } ?? open.first
    }
}
