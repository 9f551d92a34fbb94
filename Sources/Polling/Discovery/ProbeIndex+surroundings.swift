import Model
import SNMP

extension Probe.Table {
    /// The columns that the texts of rows are read from.
    var textColumns: [OID] { texts.flatMap(\.sources).flatMap(\.columns) }
}

extension ProbeIndex {
    /// What a host knows of others.
    ///
    /// - Parameters:
    ///   - fitting: The probes that fit it.
    ///   - broken: Columns whose walk broke off: that says nothing about what is not in it.
    /// - Returns: `nil` where a table of hosts broke off.
    func surroundings(of fitting: [Probe], cells: Cells, without broken: Set<OID>) -> Surroundings? {
        var found = Surroundings()
        for (id, group) in surroundings(of: fitting) {
            guard case .table(let table) = group.rows else { continue }
            guard broken.isDisjoint(with: table.keys) else {
                if group.surrounding == .members { return nil }
                continue
            }
            for row in table.rows(in: cells, patterns: patterns) {
                let texts = table.texts(of: row, in: cells, patterns)
                switch group.surrounding {
                case .neighbours: found.neighbours.append(Surroundings.Neighbour(row, texts))
                case .forwarding:
                    guard let mac = texts[.mac].flatMap({ MACAddress($0) }), mac.isUnicast, let port = texts[.port]
                    else {
                        continue
                    }
                    found.forwarding[mac] = port
                case .members: found.members.append(Surroundings.Member(row, texts, group: id))
                case nil: break
                }
            }
        }
        found.neighbours.removeAll { $0.port.isEmpty }
        return found
    }
}

extension Surroundings.Neighbour {
    fileprivate init(_ row: Row, _ texts: [Probe.RowText.Name: String]) {
        self.init(
            port: texts[.port] ?? "", name: row.label == row.instance.description ? nil : row.label,
            mac: texts[.mac].flatMap { MACAddress($0) }, address: texts[.address].flatMap { IPAddress($0) },
            remotePort: texts[.remotePort])
    }
}

extension Surroundings.Member {
    fileprivate init(_ row: Row, _ texts: [Probe.RowText.Name: String], group: String) {
        self.init(
            group: group, identity: row.identity, name: row.label, address: texts[.address].flatMap { IPAddress($0) },
            mac: texts[.mac].flatMap { MACAddress($0) }, serial: texts[.serial], model: texts[.model],
            version: texts[.version])
    }
}
