import Model

extension BoardUpdate {
    /// The time of a heartbeat as it goes over the wire.
    private struct Heartbeat: Codable {
        var time: Timestamp
    }

    /// The update as an event of the stream: `board`, `change` or `heartbeat`, its data in JSON.
    public func event() throws -> ServerSentEvent {
        switch self {
        case .full(let board): ServerSentEvent(name: "board", data: try ControlJSON.encode(board))
        case .change(let change): ServerSentEvent(name: "change", data: try ControlJSON.encode(change))
        case .heartbeat(let time):
            ServerSentEvent(name: "heartbeat", data: try ControlJSON.encode(Heartbeat(time: time)))
        }
    }

    /// `nil` for an event of another name: a newer daemon may send more than this version knows.
    init?(_ event: ServerSentEvent) throws(ControlError) {
        switch event.name {
        case "board": self = .full(try ControlJSON.decode(Board.self, from: event.data))
        case "change": self = .change(try ControlJSON.decode(BoardChange.self, from: event.data))
        case "heartbeat": self = .heartbeat(try ControlJSON.decode(Heartbeat.self, from: event.data).time)
        default: return nil
        }
    }
}
