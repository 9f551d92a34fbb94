import Model

/// What speaks against "it just does not answer", gathered while a visit runs.
struct Silence {
    /// The host said that nobody listens on the port. Heard only where echoes go over a raw socket.
    var isRefused = false
    /// Answers with our request-id came from here.
    var otherAddress: String?
    /// What was wrong with the last answer that could not be understood.
    var malformed: String?

    /// What SNMPv3 had against it.
    var fault: SecurityFault?

    var cause: SilenceCause {
        if let fault { return .security(fault) }
        if let otherAddress { return .otherAddress(otherAddress) }
        if let malformed { return .malformed(malformed) }
        return isRefused ? .refused : .timeout
    }
}
