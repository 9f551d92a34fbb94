/// The error-status of a response (RFC 3416 §3); agents may send numbers that are none of these.
public enum ErrorStatus: Int32, Sendable, Hashable, CaseIterable {
    case noError = 0
    case tooBig = 1
    /// SNMPv1 only: in v2c the exceptions stand in the binding.
    case noSuchName = 2
    case badValue = 3
    case readOnly = 4
    case genErr = 5
    case noAccess = 6
    case wrongType = 7
    case wrongLength = 8
    case wrongEncoding = 9
    case wrongValue = 10
    case noCreation = 11
    case inconsistentValue = 12
    case resourceUnavailable = 13
    case commitFailed = 14
    case undoFailed = 15
    case authorizationError = 16
    case notWritable = 17
    case inconsistentName = 18
}

extension PDUHeader {
    /// The error-status by name, `nil` for a number that RFC 3416 does not have.
    public var error: ErrorStatus? { ErrorStatus(rawValue: errorStatus) }
}

extension PDU {
    /// The error-status by name, `nil` for a number that RFC 3416 does not have.
    public var error: ErrorStatus? { ErrorStatus(rawValue: errorStatus) }
}
