import Model

extension HostDetail {
    /// What it hangs on, each with the port where that is known: `kuusela-sw1:A2`. Without a configured parent the port alone
    /// is told by what others say.
    var parents: [String] {
        let place = attachment.map { ($0.host, "\($0)".visible(limit: 80)) }
        if light.parents.isEmpty { return place.map { [$0.1] } ?? [] }
        return light.parents.map { $0 == place?.0 ? place?.1 ?? $0 : $0 }
    }
}
