import Config
import Model
import SNMP
import Testing

@testable import Lab

/// The town that the project ships.
enum Shipped {
    static let path = directory + "/Config/lab/town.yaml"

    static var directory: String {
        #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/\($1)" }
    }

    /// Read once: it is the same for all tests.
    private static let loaded = Result { try TownFile.load(path) }

    static func town() throws -> Town {
        try loaded.get()
    }

    /// Its views, made once: they are the dearest part.
    private static let builtViews = loaded.map { TownViews(TownState($0, opened: noon)) }

    static func views() throws -> TownViews {
        try builtViews.get()
    }

    /// Monday 2026-11-23, 12:16:04 in Helsinki.
    static let noon = UTCTime(year: 2026, month: 11, day: 23, hour: 10, minute: 16, second: 4).timestamp
}

/// One device for each different view of a town.
func representatives(of town: Town) -> [Town.DeviceIndex] {
    var seen: Set<String> = []
    return town.devices.indices.filter { index in
        let device = town.devices[index]
        guard device.kind.hasAgent else { return false }
        return seen.insert("\(device.kind) \(device.services) \(town.children[index].count)").inserted
    }
}

/// All that a device says at a moment, in the order of its names; cheaper than a walk.
func everything(_ view: MIBView, _ glance: Glance) -> [VariableBinding] {
    zip(view.names, view.reads).compactMap { name, read in
        read(glance).map { VariableBinding(name: name, value: $0) }
    }
}

/// All that a device says at a moment, by GETNEXT.
func walk(_ view: MIBView, _ glance: Glance) -> [VariableBinding] {
    var bindings: [VariableBinding] = []
    var name: OID = [0]
    while let next = view.next(after: name, at: glance) {
        bindings.append(next)
        name = next.name
        if bindings.count > 100_000 { break }
    }
    return bindings
}

extension MIBView {
    /// GET of one name.
    func value(of name: OID, at glance: Glance) -> VariableValue {
        let objects = TownObjects(view: self, glance: glance)
        if let place = objects.place(of: name), let value = reads[place](glance) { return value }
        return objects.hasType(of: name) ? .noSuchInstance : .noSuchObject
    }

    /// GETNEXT of one name; `nil` at the end.
    func next(after name: OID, at glance: Glance) -> VariableBinding? {
        let objects = TownObjects(view: self, glance: glance)
        var place = objects.place(after: name)
        while let found = place {
            if let value = reads[found](glance) { return VariableBinding(name: names[found], value: value) }
            place = objects.place(after: found)
        }
        return nil
    }
}

extension Responder {
    /// The answer to a message of SNMPv1 or v2c.
    func message(answering message: CommunityMessage) throws -> [UInt8]? {
        let octets = message.encoded()
        let bytes = octets.span.bytes
        return try self.message(answering: try ResponseHeader(decoding: bytes), in: bytes)
    }
}
