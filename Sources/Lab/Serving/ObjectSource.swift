import SNMP

/// What an agent has to say: objects in lexicographic order, each with a place that is the same for one request.
///
/// Values are appended as octets, so that what is kept encoded need never be decoded.
protocol ObjectSource {
    /// A name as this source looks for it.
    associatedtype Name

    /// How many places there are.
    var count: Int { get }

    /// Reads a name's content octets.
    func name(_ content: Range<Int>, in bytes: RawSpan) throws(DecodingError) -> Name

    /// Where the object of exactly this name stands.
    func place(of name: Name) -> Int?

    /// Where the first object with a greater name stands.
    func place(after name: Name) -> Int?

    /// Where the object behind that at a place stands.
    func place(after place: Int) -> Int?

    /// Appends name and value as a binding, if the device has that instance now.
    func appendBinding(at place: Int, to list: inout [UInt8]) -> AppendedValue

    /// The content octets of the name at a place.
    func nameOctets(at place: Int) -> [UInt8]

    /// Whether the object type exists and only the instance does not: noSuchInstance rather than noSuchObject.
    func hasType(of name: Name) -> Bool
}

/// What was appended as a value.
enum AppendedValue: Hashable, Sendable {
    /// There is no such instance now.
    case none
    /// SNMPv1 has no such type (RFC 3584 §4.2.2.1).
    case counter64
    /// A value of any other type.
    case other
}
