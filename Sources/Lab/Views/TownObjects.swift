import Model
import SNMP

/// A view of the town at one glance, as the responder reads it.
struct TownObjects: ObjectSource {
    var view: MIBView
    var glance: Glance

    var count: Int { view.count }

    func name(_ content: Range<Int>, in bytes: RawSpan) throws(DecodingError) -> OID {
        try BERContent.oid(in: bytes, content)
    }

    func place(of name: OID) -> Int? {
        let place = view.placesBefore(name)
        return place < view.count && view.names[place] == name ? place : nil
    }

    func place(after name: OID) -> Int? {
        let place = view.placesUpTo(name)
        return place < view.count ? place : nil
    }

    func place(after place: Int) -> Int? { place + 1 < view.count ? place + 1 : nil }

    func appendBinding(at place: Int, to list: inout [UInt8]) -> AppendedValue {
        guard let value = view.reads[place](glance) else { return .none }
        var writer = BERWriter()
        writer.binding(VariableBinding(name: view.names[place], value: value))
        list += writer.bytes
        if case .counter64 = value { return .counter64 }
        return .other
    }

    func nameOctets(at place: Int) -> [UInt8] { EncodedOID(view.names[place]).octets }

    func hasType(of name: OID) -> Bool { view.hasType(of: name) }
}
