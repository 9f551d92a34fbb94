/// Consecutive IPv4 addresses as a person writes them to have them searched: `10.20.0.0/22`, `10.20.0.10-10.20.1.99`,
/// `10.20.0.10-99`.
public struct AddressRange: Sendable, Hashable {
    public let first: UInt32
    public let last: UInt32

    /// `nil` for single addresses, names, and ranges that end before they begin. Of a subnet the addresses of the net and of
    /// all its hosts together are left out, where it has more than two (RFC 3021).
    public init?(_ text: some StringProtocol) {
        if let slash = text.firstIndex(of: "/") {
            guard case .v4(let address)? = IPAddress(text[..<slash]),
                let length = UInt8(text[text.index(after: slash)...]),
                length <= 32
            else { return nil }
            let mask = length == 0 ? 0 : UInt32.max << (32 - UInt32(length))
            let isNet = length < 31
            first = (address & mask) + (isNet ? 1 : 0)
            last = (address | ~mask) - (isNet ? 1 : 0)
            return
        }
        guard let dash = text.firstIndex(of: "-"), case .v4(let first)? = IPAddress(text[..<dash]) else { return nil }
        let end = text[text.index(after: dash)...]
        if case .v4(let last)? = IPAddress(end) {
            self.last = last
        } else if let byte = UInt8(end) {
            last = first & 0xffff_ff00 | UInt32(byte)
        } else {
            return nil
        }
        guard first <= last else { return nil }
        self.first = first
    }

    public var count: Int { Int(last) - Int(first) + 1 }

    public var addresses: some Sequence<IPAddress> { (first...last).lazy.map { IPAddress.v4($0) } }
}
