public import Model

/// Which mishaps are going on, and what follows from them: who has power, who is reachable, whose agent answers.
///
/// Pure: `advance(to:)` plays the timeline, `begin` and `end` follow a person.
public struct TownState: Sendable {
    public let town: Town
    /// When the timeline began.
    public let opened: Timestamp
    /// The mishaps that are going on and since when.
    public private(set) var active: [String: Timestamp] = [:]
    private var boots: [Town.DeviceIndex: Timestamp] = [:]
    private var timeline: [Appointment]
    private(set) var hasPower: [Bool] = []
    private(set) var isReachable: [Bool] = []
    private(set) var agentAnswers: [Bool] = []
    private(set) var latency: [Duration] = []
    private(set) var lossPercent: [Double] = []
    private(set) var diskFillings: [Town.DeviceIndex: [DiskFilling]] = [:]
    private(set) var failedFans: [Town.DeviceIndex: Set<Int>] = [:]
    private(set) var failedPowerSupplies: [Town.DeviceIndex: Set<Int>] = [:]
    private(set) var stoppedServices: [Town.DeviceIndex: Set<String>] = [:]

    struct DiskFilling: Sendable {
        var volume: String
        var percent: Double
        var since: Timestamp
        var within: Duration
    }

    private struct Appointment {
        var time: Timestamp
        var mishap: String
        var begins: Bool
    }

    /// A name that the town file does not have.
    public enum Problem: Error, Sendable, Hashable, CustomStringConvertible {
        case unknown(String, known: [String])
        case alreadyGoingOn(String)
        case notGoingOn(String)

        public var description: String {
            switch self {
            case .unknown(let name, let known):
                "there is no incident \(name.visible()); the town has: \(known.joined(separator: ", "))"
            case .alreadyGoingOn(let name): "\(name) is already going on; end it with --end"
            case .notGoingOn(let name): "\(name) is not going on"
            }
        }
    }

    public init(_ town: Town, opened: Timestamp) {
        self.town = town
        self.opened = opened
        timeline = town.mishaps.compactMap { mishap in
            mishap.offset.map { Appointment(time: opened + $0, mishap: mishap.name, begins: true) }
        }
        .sorted { $0.time < $1.time }
        derive()
    }

    /// Plays what the timeline holds up to `now`; returns the names of what began or ended.
    @discardableResult
    public mutating func advance(to now: Timestamp) -> [String] {
        var changed: [String] = []
        while let first = timeline.first, first.time <= now {
            timeline.removeFirst()
            do throws(Problem) {
                if first.begins {
                    try begin(first.mishap, at: first.time)
                } else {
                    try end(first.mishap, at: first.time)
                }
                changed.append(first.mishap)
            } catch {
                // A person was faster: what the timeline wanted is already so.
                continue
            }
        }
        return changed
    }

    /// Lets the mishap happen; one with a duration ends by itself.
    public mutating func begin(_ name: String, at now: Timestamp) throws(Problem) {
        let mishap = try find(name)
        guard active[name] == nil else { throw .alreadyGoingOn(name) }
        active[name] = now
        if let duration = mishap.duration {
            let place = timeline.firstIndex { $0.time > now + duration } ?? timeline.endIndex
            timeline.insert(Appointment(time: now + duration, mishap: name, begins: false), at: place)
        }
        derive()
    }

    /// Repairs it; what had no power boots now.
    public mutating func end(_ name: String, at now: Timestamp) throws(Problem) {
        _ = try find(name)
        guard active.removeValue(forKey: name) != nil else { throw .notGoingOn(name) }
        timeline.removeAll { !$0.begins && $0.mishap == name }
        let before = hasPower
        derive()
        for device in town.devices.indices where hasPower[device] && !before[device] { boots[device] = now }
    }

    /// When the device last booted because of a mishap; `nil`: before the town opened.
    func boot(of device: Town.DeviceIndex) -> Timestamp? { boots[device] }

    /// When the timeline has something to do next.
    public var nextAppointment: Timestamp? { timeline.first?.time }

    private func find(_ name: String) throws(Problem) -> Mishap {
        guard let mishap = town.mishaps.first(where: { $0.name == name }) else {
            throw .unknown(name, known: town.mishaps.map(\.name))
        }
        return mishap
    }
}

extension TownState {
    private mutating func derive() {
        hasPower = Array(repeating: true, count: town.devices.count)
        agentAnswers = town.devices.map(\.kind.hasAgent)
        latency = town.sites.map(\.latency)
        lossPercent = town.sites.map(\.lossPercent)
        var isCut = [Bool](repeating: false, count: town.sites.count)
        diskFillings = [:]
        failedFans = [:]
        failedPowerSupplies = [:]
        stoppedServices = [:]
        for mishap in town.mishaps {
            guard let since = active[mishap.name] else { continue }
            apply(mishap.deed, since: since, isCut: &isCut)
        }
        isReachable = Array(repeating: false, count: town.devices.count)
        for (index, device) in town.devices.enumerated() {
            let isFed = device.parent.flatMap(town.device(named:)).map { isReachable[$0] } ?? true
            isReachable[index] = isFed && hasPower[index] && !isCut[device.site]
        }
    }

    private mutating func apply(_ deed: Mishap.Deed, since: Timestamp, isCut: inout [Bool]) {
        func place(of site: String) -> Town.SiteIndex? { town.sites.firstIndex { $0.key == site } }
        switch deed {
        case .dead(let host):
            if let index = town.device(named: host) { hasPower[index] = false }
        case .agentSilent(let host):
            if let index = town.device(named: host) { agentAnswers[index] = false }
        case .diskFills(let host, let volume, let percent, let within):
            guard let index = town.device(named: host) else { return }
            let filling = DiskFilling(volume: volume, percent: percent, since: since, within: within)
            diskFillings[index, default: []].append(filling)
        case .fanFails(let host, let unit):
            if let index = town.device(named: host) { failedFans[index, default: []].insert(unit) }
        case .powerSupplyFails(let host, let unit, let dark):
            if let index = town.device(named: host) { failedPowerSupplies[index, default: []].insert(unit) }
            for index in dark.compactMap(town.device(named:)) { hasPower[index] = false }
        case .serviceStops(let host, let service):
            if let index = town.device(named: host) { stoppedServices[index, default: []].insert(service) }
        case .lineCut(let site):
            if let index = place(of: site) { isCut[index] = true }
        case .lineSlow(let site, let extra, let loss):
            guard let index = place(of: site) else { return }
            latency[index] += extra
            lossPercent[index] += loss
        }
    }
}
