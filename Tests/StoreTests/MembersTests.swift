import Model
import Testing

@testable import Store

/// Hosts that stand in tables of others, over a restart.
struct MembersTests {
    @Test func `come back as they were stored last, and are gone once they are forgotten`() async throws {
        let directory = try TemporaryDirectory()
        let start = Timestamp(seconds: 1_800_000_000)
        func entry(_ manager: String, _ host: String, at seconds: Int64) -> Roster.Entry {
            var entry = Roster.Entry(
                manager: manager,
                member: Surroundings.Member(
                    group: "hp-msm.access-points", identity: host, name: host, address: .v4(0x0a04_0001),
                    mac: MACAddress(number: 2), serial: "CN1"), host: host, first: start,
                last: start + .seconds(seconds))
            entry.attachment = Attachment(host: "sw-1", port: "7")
            return entry
        }
        let first = try Archive(directory: directory.path, now: start)
        // One access point in the tables of two controllers, and one that changed since.
        let both = [entry("msm-1", "ap-1", at: 0), entry("msm-2", "ap-1", at: 0)]
        try await first.write(Batch(members: both + [entry("msm-1", "ap-2", at: 0)]))
        try await first.write(Batch(members: [entry("msm-1", "ap-2", at: 60)]))
        try await first.close()
        let second = try Archive(directory: directory.path, now: start)
        let found = try await second.members()
        #expect(Set(found) == Set(both + [entry("msm-1", "ap-2", at: 60)]))
        try await second.write(Batch(forgottenMembers: [both[0].key]))
        #expect(Set(try await second.members().map(\.key)) == [both[1].key, entry("msm-1", "ap-2", at: 0).key])
        try await second.close()
    }
}
