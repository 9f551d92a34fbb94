import SNMP

/// Something that a visit wants to know: one request PDU, sent until it is answered or given up.
struct Question {
    enum Purpose: Hashable {
        /// sysDescr, sysObjectID and their like.
        case identity
        /// Which objects are there, for recognition.
        case presence
        /// What the probes that fit say about the host.
        case facts
        /// Which scalars are there, before they are polled.
        case scalars
        /// The next part of a walk, by its place among the visit's walks.
        case walk(Int)
        /// Known instances.
        case cells
    }

    var purpose: Purpose
    var content: Content

    enum Content {
        case request(Request)
        /// One of the host's prepared requests.
        case prepared(Int)
        /// Cells of the plan, after a request for more of them failed; asked by GET.
        case cells([Int], hasUptime: Bool)
    }
}
