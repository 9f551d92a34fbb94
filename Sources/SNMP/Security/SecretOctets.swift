/// A key. It prints `•••` wherever it is shown, dumped, logged or interpolated.
struct SecretOctets: Hashable, Sendable {
    let octets: [UInt8]

    init(_ octets: [UInt8]) {
        self.octets = octets
    }
}

/// A key and what it is for.
struct Keyed<Method: Hashable & Sendable>: Hashable, Sendable {
    var method: Method
    var key: SecretOctets
}

extension SecretOctets: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "•••" }
    var debugDescription: String { "•••" }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}
